// N-42: returning an array to the process's pool and keeping it
// expect: refused RX2001
public class P { static byte[] M() { var a = System.Buffers.ArrayPool<byte>.Shared.Rent(16); System.Buffers.ArrayPool<byte>.Shared.Return(a); return a; } }
