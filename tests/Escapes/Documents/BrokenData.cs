// D-28: data that is cut off, damaged or no data: exceptions as anywhere, and the pools of the process stay whole
// expect: exit 0
// output: 1800
using System;
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main()
    {
        var good = new MemoryStream();
        using (var zip = new GZipStream(good, CompressionLevel.Optimal, leaveOpen: true)) zip.Write(new byte[10_000]);
        var bytes = good.ToArray();
        var ends = 0;
        for (var i = 0; i < 600; i++)
        {
            var copy = (byte[])bytes.Clone();
            copy[i % copy.Length] ^= (byte)(i * 7 + 1);
            ends += Try(() => new GZipStream(new MemoryStream(copy), CompressionMode.Decompress));
            ends += Try(() => new DeflateStream(new MemoryStream(copy, 0, i % copy.Length), CompressionMode.Decompress));
            ends += Try(() => new BrotliStream(new MemoryStream(copy), CompressionMode.Decompress));
        }

        Console.WriteLine(ends);
    }

    static int Try(Func<Stream> open)
    {
        try { using var stream = open(); stream.CopyTo(Stream.Null); return 1; } catch (Exception e) when (e is InvalidDataException or InvalidOperationException) { return 1; }
    }
}
