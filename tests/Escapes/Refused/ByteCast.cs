// S-26 … S-29: bytes of handles and pointers
// expect: refused RX2001
using System;
using System.Runtime.InteropServices;
public class P
{
    static Span<byte> A(IntPtr[] p) => MemoryMarshal.AsBytes(p.AsSpan());
    static Span<byte> B(RuntimeFieldHandle[] p) => MemoryMarshal.AsBytes(p.AsSpan());
}
