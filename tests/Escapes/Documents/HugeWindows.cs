// D-25: as D-24, with the largest windows there are
// expect: memory
// grant: --max-alloc
// grant: 256MB
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main()
    {
        var data = new byte[100_000];
        for (var i = 0; i < 1_000; i++) new BrotliStream(Stream.Null, CompressionLevel.SmallestSize).Write(data);
    }
}
