// N-13: an object without a constructor
// expect: refused RX2001
public class P { static object M() => System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof(System.IO.FileStream)); }
