// N-04: inline arrays of inline arrays
// expect: refused RX3005
using System.Runtime.CompilerServices;
[InlineArray(1000)] struct A { public long Value; }
[InlineArray(1000)] struct B { public A Value; }
static class Program { static int Main() { B local = default; return (int)local[5][7]; } }
