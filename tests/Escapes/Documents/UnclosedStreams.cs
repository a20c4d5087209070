// D-24: streams that are never closed: each keeps native memory that the collector does not know of
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System.IO;
using System.IO.Compression;
static class Program
{
    static void Main()
    {
        while (true) new GZipStream(Stream.Null, CompressionLevel.Optimal).WriteByte(1);
    }
}
