using System.IO.Compression;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="GZipStreamShims"/>
public static class DeflateStreamShims
{
    /// <inheritdoc cref="DeflateStream(Stream, CompressionMode)"/>
    public static DeflateStream Create(Stream stream, CompressionMode mode, Sandbox sandbox) => Create(stream, mode, leaveOpen: false, sandbox);

    /// <inheritdoc cref="DeflateStream(Stream, CompressionMode, bool)"/>
    public static DeflateStream Create(Stream stream, CompressionMode mode, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Of(mode), leaveOpen, sandbox, inner => new DeflateStream(inner, mode));

    /// <inheritdoc cref="DeflateStream(Stream, CompressionLevel)"/>
    public static DeflateStream Create(Stream stream, CompressionLevel compressionLevel, Sandbox sandbox) =>
        Create(stream, compressionLevel, leaveOpen: false, sandbox);

    /// <inheritdoc cref="DeflateStream(Stream, CompressionLevel, bool)"/>
    public static DeflateStream Create(Stream stream, CompressionLevel compressionLevel, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new DeflateStream(inner, compressionLevel));

    /// <inheritdoc cref="DeflateStream(Stream, ZLibCompressionOptions, bool)"/>
    public static DeflateStream Create(Stream stream, ZLibCompressionOptions compressionOptions, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new DeflateStream(inner, compressionOptions));
}
