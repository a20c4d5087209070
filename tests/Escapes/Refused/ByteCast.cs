// S-26 ... S-29: bytes of handles, pointers and structures that hold them
// expect: refused RX2001
// in: Handles Fields Cast Read Write Structure Array Bit Address
using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
public struct Holder { public IntPtr Address; }
public class P
{
    static Span<byte> Handles(IntPtr[] p) => MemoryMarshal.AsBytes(p.AsSpan());
    static Span<byte> Fields(RuntimeFieldHandle[] p) => MemoryMarshal.AsBytes(p.AsSpan());
    static Span<UIntPtr> Cast(byte[] p) => MemoryMarshal.Cast<byte, UIntPtr>(p.AsSpan());
    static IntPtr Read(byte[] p) => MemoryMarshal.Read<IntPtr>(p);
    static void Write(byte[] p, IntPtr value) => MemoryMarshal.Write(p, in value);
    static Span<Holder> Structure(byte[] p) => MemoryMarshal.Cast<byte, Holder>(p.AsSpan());
    static Holder Array(long value) => Unsafe.As<long, Holder>(ref value);
    static Holder Bit(long value) => Unsafe.BitCast<long, Holder>(value);
    static IntPtr Address(int[] p) => Marshal.UnsafeAddrOfPinnedArrayElement(p, 0);
}
