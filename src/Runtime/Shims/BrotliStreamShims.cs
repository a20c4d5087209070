using System.IO.Compression;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="GZipStreamShims"/>
public static class BrotliStreamShims
{
    /// <inheritdoc cref="BrotliStream(Stream, CompressionMode)"/>
    public static BrotliStream Create(Stream stream, CompressionMode mode, Sandbox sandbox) => Create(stream, mode, leaveOpen: false, sandbox);

    /// <inheritdoc cref="BrotliStream(Stream, CompressionMode, bool)"/>
    public static BrotliStream Create(Stream stream, CompressionMode mode, bool leaveOpen, Sandbox sandbox) => mode == CompressionMode.Decompress
        ? CompressionStream.Open(
            stream,
            CompressionCosts.BrotliDecoder,
            leaveOpen,
            sandbox,
            inner => new BrotliStream(new StoredBrotliStream(inner, sandbox), mode))
        : CompressionStream.Open(
            stream, CompressionCosts.BrotliEncoder(CompressionLevel.Optimal), leaveOpen, sandbox, inner => new BrotliStream(inner, mode));

    /// <inheritdoc cref="BrotliStream(Stream, CompressionLevel)"/>
    public static BrotliStream Create(Stream stream, CompressionLevel compressionLevel, Sandbox sandbox) =>
        Create(stream, compressionLevel, leaveOpen: false, sandbox);

    /// <inheritdoc cref="BrotliStream(Stream, CompressionLevel, bool)"/>
    public static BrotliStream Create(Stream stream, CompressionLevel compressionLevel, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(
            stream, CompressionCosts.BrotliEncoder(compressionLevel), leaveOpen, sandbox, inner => new BrotliStream(inner, compressionLevel));

    /// <inheritdoc cref="BrotliStream(Stream, BrotliCompressionOptions, bool)"/>
    public static BrotliStream Create(Stream stream, BrotliCompressionOptions compressionOptions, bool leaveOpen, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(compressionOptions);
        return CompressionStream.Open(
            stream,
            CompressionCosts.BrotliEncoder(compressionOptions.Quality),
            leaveOpen,
            sandbox,
            inner => new BrotliStream(inner, compressionOptions));
    }
}
