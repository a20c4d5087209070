// D-20: a gigabyte of zeros in a megabyte, gathered by the framework in one call
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System;
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main(string[] args)
    {
        var bomb = new MemoryStream();
        using (var zip = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1_000; i++) zip.Write(zeros);
        }

        bomb.Position = 0;
        using var expanded = new GZipStream(bomb, CompressionMode.Decompress);
        var all = new MemoryStream();
        expanded.CopyTo(all);
        Console.WriteLine(all.Length);
    }
}
