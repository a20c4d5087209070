using System.IO.Compression;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="GZipStreamShims"/>
public static class ZLibStreamShims
{
    /// <inheritdoc cref="ZLibStream(Stream, CompressionMode)"/>
    public static ZLibStream Create(Stream stream, CompressionMode mode, Sandbox sandbox) => Create(stream, mode, leaveOpen: false, sandbox);

    /// <inheritdoc cref="ZLibStream(Stream, CompressionMode, bool)"/>
    public static ZLibStream Create(Stream stream, CompressionMode mode, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Of(mode), leaveOpen, sandbox, inner => new ZLibStream(inner, mode));

    /// <inheritdoc cref="ZLibStream(Stream, CompressionLevel)"/>
    public static ZLibStream Create(Stream stream, CompressionLevel compressionLevel, Sandbox sandbox) =>
        Create(stream, compressionLevel, leaveOpen: false, sandbox);

    /// <inheritdoc cref="ZLibStream(Stream, CompressionLevel, bool)"/>
    public static ZLibStream Create(Stream stream, CompressionLevel compressionLevel, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new ZLibStream(inner, compressionLevel));

    /// <inheritdoc cref="ZLibStream(Stream, ZLibCompressionOptions, bool)"/>
    public static ZLibStream Create(Stream stream, ZLibCompressionOptions compressionOptions, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new ZLibStream(inner, compressionOptions));
}
