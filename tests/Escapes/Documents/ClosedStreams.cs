// D-26: closing a stream gives back what it was charged with, once
// expect: memory
// output: 1000
// grant: --max-alloc
// grant: 64MB
using System;
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main()
    {
        var count = 0;
        for (var i = 0; i < 1_000; i++)
        {
            using var zip = new DeflateStream(Stream.Null, CompressionLevel.Fastest);
            zip.WriteByte(1);
            count++;
        }

        Console.WriteLine(count);
        for (var i = 0; i < 1_000; i++)
        {
            var zip = new DeflateStream(Stream.Null, CompressionLevel.Fastest);
            zip.Dispose();
            zip.Dispose();
            new DeflateStream(Stream.Null, CompressionLevel.Fastest).WriteByte(1);
        }
    }
}
