// D-21: as D-20, through a buffer and a reader of text, into one string
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
        using (var zip = new ZLibStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 1_000; i++) zip.Write(zeros);
        }

        bomb.Position = 0;
        using var reader = new StreamReader(new BufferedStream(new ZLibStream(new BufferedStream(bomb), CompressionMode.Decompress)));
        Console.WriteLine(reader.ReadToEnd().Length);
    }
}
