// U-02: a forbidden call in nested types, however deep, and in what the compiler nests
// expect: refused RX2001
// in: Nested Deeper Lambda MoveNext .cctor
using System;
using System.Collections.Generic;
public class P
{
    public class A { public static void Nested() => GC.Collect(); public class B { public static void Deeper() => GC.Collect(); } }
    public static Action Lambda() => () => { Action inner = () => GC.Collect(); inner(); };
    public static IEnumerable<int> Iterator() { GC.Collect(); yield return 1; }
    public static class Initializer { public static readonly long Value = GC.GetTotalMemory(true); }
}
