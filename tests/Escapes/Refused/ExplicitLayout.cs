// U-17, B-03: a number over a reference
// expect: refused RX3003
using System.Runtime.InteropServices;
[StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public object O; [FieldOffset(0)] public long N; [FieldOffset(8)] public double D; }
