// U-03: arithmetic of addresses; a native integer by itself is a number like any other
// expect: refused RX2001
// in: Added Group Direct Pointer
using System;
public class P
{
    static IntPtr Direct(int[] a) => System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(a, 0);
    static IntPtr Pointer(object o) => System.Runtime.InteropServices.GCHandle.ToIntPtr(System.Runtime.InteropServices.GCHandle.Alloc(o));
    static IntPtr Added(IntPtr p) => IntPtr.Add(p, 8);
    static Func<IntPtr, int, IntPtr> Group() => IntPtr.Subtract;
}
