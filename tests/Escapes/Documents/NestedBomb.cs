// D-23: a bomb in a bomb, read as XML
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System;
using System.IO;
using System.IO.Compression;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var bomb = new MemoryStream();
        using (var outer = new GZipStream(bomb, CompressionLevel.Optimal, leaveOpen: true))
        using (var inner = new DeflateStream(outer, CompressionLevel.Optimal))
        {
            var blanks = new byte[1 << 20];
            blanks.AsSpan().Fill((byte)'x');
            inner.Write("<a>"u8);
            for (var i = 0; i < 4_000; i++) inner.Write(blanks);
            inner.Write("</a>"u8);
        }

        bomb.Position = 0;
        Console.WriteLine(XElement.Load(new DeflateStream(new GZipStream(bomb, CompressionMode.Decompress), CompressionMode.Decompress)).Value.Length);
    }
}
