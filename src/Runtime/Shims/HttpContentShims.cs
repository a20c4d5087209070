using System.Diagnostics.CodeAnalysis;
using RExecIL.Runtime.Network;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what reads an <see cref="HttpContent"/>: on the guest's thread, with buffers of its own.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class HttpContentShims
{
    /// <inheritdoc cref="HttpContent.ReadAsStringAsync()"/>
    public static Task<string> ReadAsStringAsync(HttpContent self, Sandbox sandbox) =>
        Observed.By(Contents.TextAsync(self, long.MaxValue, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsByteArrayAsync()"/>
    public static Task<byte[]> ReadAsByteArrayAsync(HttpContent self, Sandbox sandbox) =>
        Observed.By(Contents.CopyAsync(self, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsStreamAsync()"/>
    public static Task<Stream> ReadAsStreamAsync(HttpContent self, Sandbox sandbox) =>
        Observed.By(Contents.StreamAsync(self, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsStream()"/>
    public static Stream ReadAsStream(HttpContent self, Sandbox sandbox) =>
        Contents.Open(self, CancellationToken.None, sandbox);

    /// <inheritdoc cref="HttpContent.LoadIntoBufferAsync()"/>
    public static Task LoadIntoBufferAsync(HttpContent self, Sandbox sandbox) =>
        Observed.By(Contents.BytesAsync(self, long.MaxValue, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.LoadIntoBufferAsync(long)"/>
    public static Task LoadIntoBufferAsync(HttpContent self, long maxBufferSize, Sandbox sandbox) =>
        Observed.By(Contents.BytesAsync(self, maxBufferSize, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.CopyToAsync(Stream)"/>
    public static Task CopyToAsync(HttpContent self, Stream stream, Sandbox sandbox) =>
        Observed.By(Contents.CopyToAsync(self, stream, CancellationToken.None, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsStringAsync(CancellationToken)"/>
    public static Task<string> ReadAsStringAsync(HttpContent self, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.TextAsync(self, long.MaxValue, cancellationToken, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsByteArrayAsync(CancellationToken)"/>
    public static Task<byte[]> ReadAsByteArrayAsync(HttpContent self, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.CopyAsync(self, cancellationToken, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsStreamAsync(CancellationToken)"/>
    public static Task<Stream> ReadAsStreamAsync(HttpContent self, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.StreamAsync(self, cancellationToken, sandbox));

    /// <inheritdoc cref="HttpContent.ReadAsStream(CancellationToken)"/>
    public static Stream ReadAsStream(HttpContent self, CancellationToken cancellationToken, Sandbox sandbox) =>
        Contents.Open(self, cancellationToken, sandbox);

    /// <inheritdoc cref="HttpContent.LoadIntoBufferAsync(CancellationToken)"/>
    public static Task LoadIntoBufferAsync(HttpContent self, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.BytesAsync(self, long.MaxValue, cancellationToken, sandbox));

    /// <inheritdoc cref="HttpContent.LoadIntoBufferAsync(long, CancellationToken)"/>
    public static Task LoadIntoBufferAsync(HttpContent self, long maxBufferSize, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.BytesAsync(self, maxBufferSize, cancellationToken, sandbox));

    /// <inheritdoc cref="HttpContent.CopyToAsync(Stream, CancellationToken)"/>
    public static Task CopyToAsync(HttpContent self, Stream stream, CancellationToken cancellationToken, Sandbox sandbox) =>
        Observed.By(Contents.CopyToAsync(self, stream, cancellationToken, sandbox));
}
