// N-42: what is returned to the pool and kept is nobody else's, and what is rented shows nobody's
// expect: exit 0
// output: 0 False
using System;
using System.Buffers;
class P
{
    static int Main()
    {
        var kept = ArrayPool<byte>.Shared.Rent(16);
        Array.Fill(kept, (byte)7);
        ArrayPool<byte>.Shared.Return(kept);
        var next = ArrayPool<byte>.Shared.Rent(16);
        Console.WriteLine($"{next[0]} {ReferenceEquals(kept, next)}");
        return 0;
    }
}
