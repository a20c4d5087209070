// D-22: a gigabyte in a thousand bytes: Brotli says in a few bytes to repeat one for as long as it likes
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System;
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main()
    {
        var bomb = new MemoryStream();
        using (var brotli = new BrotliStream(bomb, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1_000; i++) brotli.Write(zeros);
        }

        bomb.Position = 0;
        using var reader = new StreamReader(new BrotliStream(bomb, CompressionMode.Decompress));
        Console.WriteLine(reader.ReadToEnd().Length);
    }
}
