using Microsoft.Win32.SafeHandles;

namespace RExecIL.Runtime.Streams;

/// <summary>A stream that the host serves, for code that asks for a <see cref="FileStream"/>.</summary>
/// <remarks>
/// The base class needs a handle and gets that of the null device, which nothing here uses. Not thread-safe, as any stream.
/// </remarks>
internal sealed class ServedFileStream(Stream served, string path) : FileStream(OpenNothing(), FileAccess.ReadWrite, bufferSize: 0)
{
    public override string Name => path;

    public override bool CanRead => served.CanRead;

    public override bool CanWrite => served.CanWrite;

    public override bool CanSeek => served.CanSeek;

    public override bool CanTimeout => false;

    public override bool IsAsync => false;

    public override long Length => served.Length;

    public override long Position
    {
        get => served.Position;
        set => served.Position = value;
    }

    public override SafeFileHandle SafeFileHandle => throw Denial.Always("The handle of a file", "the host serves it.");

    public override int Read(byte[] buffer, int offset, int count) => served.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => served.Read(buffer);

    public override int ReadByte() => served.ReadByte();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        served.ReadAsync(buffer, offset, count, cancellationToken);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        served.ReadAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => served.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => served.Write(buffer);

    public override void WriteByte(byte value) => served.WriteByte(value);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        served.WriteAsync(buffer, offset, count, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        served.WriteAsync(buffer, cancellationToken);

    public override IAsyncResult BeginRead(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        served.BeginRead(buffer, offset, count, callback, state);

    public override int EndRead(IAsyncResult asyncResult) => served.EndRead(asyncResult);

    public override IAsyncResult BeginWrite(byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        served.BeginWrite(buffer, offset, count, callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => served.EndWrite(asyncResult);

    public override long Seek(long offset, SeekOrigin origin) => served.Seek(offset, origin);

    public override void SetLength(long value) => served.SetLength(value);

    public override void Flush() => served.Flush();

    public override void Flush(bool flushToDisk) => served.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => served.FlushAsync(cancellationToken);

    public override void CopyTo(Stream destination, int bufferSize) => served.CopyTo(destination, bufferSize);

    public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) =>
        served.CopyToAsync(destination, bufferSize, cancellationToken);

    public override void Lock(long position, long length) => throw new PlatformNotSupportedException("The host serves this file.");

    public override void Unlock(long position, long length) => throw new PlatformNotSupportedException("The host serves this file.");

    public override async ValueTask DisposeAsync()
    {
        await served.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            served.Dispose();
        }

        base.Dispose(disposing);
    }

    private static SafeFileHandle OpenNothing() =>
        File.OpenHandle(OperatingSystem.IsWindows() ? "NUL" : "/dev/null", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
}
