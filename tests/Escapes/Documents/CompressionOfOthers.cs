// D-27: archives, files, tasks and the inner stream, none of which is offered
// expect: refused RX2001
using System.IO;
using System.IO.Compression;
using System.Threading.Tasks;
static class Program
{
    static async Task Main()
    {
        using var zip = new GZipStream(new MemoryStream(), CompressionMode.Compress);
        await zip.WriteAsync(new byte[1]);
        zip.BaseStream.Dispose();
        _ = new ZipArchive(new MemoryStream(), ZipArchiveMode.Create);
        ZipFile.ExtractToDirectory("/tmp/a.zip", "/tmp");
        _ = new BrotliDecoder();
    }
}
