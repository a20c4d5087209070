// S-04, N-04: an inline array of a million
// expect: refused RX2016
using X = System.Runtime.CompilerServices.InlineArrayAttribute;
[X(1000000)] public struct S { int value; }
