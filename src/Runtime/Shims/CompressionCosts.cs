using System.IO.Compression;

namespace RExecIL.Runtime.Shims;

/// <summary>Native memory of the libraries that compress, in bytes, as it was measured, and rounded up.</summary>
internal static class CompressionCosts
{
    /// <summary>To deflate: window, chains and buffers.</summary>
    internal const long Deflate = 640 * 1024;

    /// <summary>To inflate.</summary>
    internal const long Inflate = 96 * 1024;

    /// <summary>To expand Brotli: a window of 16 MiB, tables, and a small second decoder.</summary>
    internal const long BrotliDecoder = 18 * 1024 * 1024;

    private const int FastQuality = 1;
    private const int GoodQuality = 9;

    /// <summary>To deflate or to inflate.</summary>
    internal static long Of(CompressionMode mode) => mode == CompressionMode.Decompress ? Inflate : Deflate;

    /// <summary>To compress with Brotli, from 0 to 11.</summary>
    internal static long BrotliEncoder(int quality) => quality switch
    {
        <= FastQuality => 4L * 1024 * 1024,
        <= GoodQuality => 16L * 1024 * 1024,
        _ => 64L * 1024 * 1024,
    };

    /// <summary>The same, by the framework's names; what is none of them is refused by the framework.</summary>
    internal static long BrotliEncoder(CompressionLevel level) => level switch
    {
        CompressionLevel.NoCompression or CompressionLevel.Fastest => BrotliEncoder(FastQuality),
        CompressionLevel.Optimal => BrotliEncoder(GoodQuality),
        _ => BrotliEncoder(GoodQuality + 1),
    };
}
