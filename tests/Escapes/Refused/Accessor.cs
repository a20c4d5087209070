// N-01: an accessor of private members, with the framework's attribute
// expect: refused RX2003 RX2004
using System.Runtime.CompilerServices;
public class P { [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Length")] static extern int Length(string s); }
