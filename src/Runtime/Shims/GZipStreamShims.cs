using System.IO.Compression;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what opens a stream that compresses or expands: it pays for what the library keeps and makes.</summary>
public static class GZipStreamShims
{
    /// <inheritdoc cref="GZipStream(Stream, CompressionMode)"/>
    public static GZipStream Create(Stream stream, CompressionMode mode, Sandbox sandbox) => Create(stream, mode, leaveOpen: false, sandbox);

    /// <inheritdoc cref="GZipStream(Stream, CompressionMode, bool)"/>
    public static GZipStream Create(Stream stream, CompressionMode mode, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Of(mode), leaveOpen, sandbox, inner => new GZipStream(inner, mode));

    /// <inheritdoc cref="GZipStream(Stream, CompressionLevel)"/>
    public static GZipStream Create(Stream stream, CompressionLevel compressionLevel, Sandbox sandbox) =>
        Create(stream, compressionLevel, leaveOpen: false, sandbox);

    /// <inheritdoc cref="GZipStream(Stream, CompressionLevel, bool)"/>
    public static GZipStream Create(Stream stream, CompressionLevel compressionLevel, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new GZipStream(inner, compressionLevel));

    /// <inheritdoc cref="GZipStream(Stream, ZLibCompressionOptions, bool)"/>
    public static GZipStream Create(Stream stream, ZLibCompressionOptions compressionOptions, bool leaveOpen, Sandbox sandbox) =>
        CompressionStream.Open(stream, CompressionCosts.Deflate, leaveOpen, sandbox, inner => new GZipStream(inner, compressionOptions));
}
