// N-04: a guest's own attribute, which the runtime honours by name
// expect: refused RX2016
namespace System.Runtime.CompilerServices { sealed class InlineArrayAttribute(int length) : Attribute { public int Length => length; } }
[System.Runtime.CompilerServices.InlineArray(4)] public struct S { int value; }
