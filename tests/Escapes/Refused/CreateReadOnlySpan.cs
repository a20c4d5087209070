// S-03: a span of any length
// expect: refused RX2001
using System;
using static System.Runtime.InteropServices.MemoryMarshal;
public class P { static ReadOnlySpan<int> M(int[] a) => CreateReadOnlySpan(ref a[0], 1000); }
