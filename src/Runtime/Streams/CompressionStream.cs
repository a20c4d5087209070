using System.IO.Compression;

namespace RExecIL.Runtime.Streams;

/// <summary>What a stream that compresses or expands reads from or writes to: it pays for both.</summary>
/// <remarks>
/// <para>The framework expands in its own loops, which ask nobody; but it has to ask here for what it expands. So little is
/// given at a time that there is room for the most that it can become, in all the forms that a program gathers.</para>
/// <para>The state of the library is native memory, which the collector does not know of: it counts until the stream is
/// closed. One that is never closed counts to the end of the run, and its memory is freed by a finalizer of the framework.</para>
/// <para>The framework's stream lends a buffer from a pool of the process, and gives it back when it is closed: nobody may
/// close it while it reads or writes. So what is inside is a stream of the framework's or ours, which calls no other code.</para>
/// </remarks>
internal sealed class CompressionStream : MeteredStream
{
    /// <summary>Bytes of deflated data become at most so many times as many (zlib, technical details).</summary>
    private const long Expansion = 1032;

    /// <summary>Bytes for a byte that is gathered as text, and made a string.</summary>
    private const long Gathered = 4;

    /// <summary>No more than this part of what is left is asked for at once, and no fewer bytes are read.</summary>
    private const long Part = 4;
    private const int LeastRead = 16;

    private readonly int _run;
    private readonly long _start;
    private long _native;

    internal CompressionStream(Stream inner, long native, bool leaveOpen, Sandbox sandbox)
        : base(Known(inner), sandbox, leaveOpen)
    {
        _native = native;
        sandbox.BurnForMemory(native);
        sandbox.Charge(native);
        (_run, _start) = (sandbox.Allocations.Run, sandbox.Allocations.Allocated);
    }

    /// <summary>Bytes that were allocated since the stream is open: what gathers them may double in one step.</summary>
    private long Since => Sandbox.Allocations.Run == _run ? Math.Max(0, Sandbox.Allocations.Allocated - _start) : 0;

    /// <summary>Has the framework open its stream around a stream of the guest's.</summary>
    /// <param name="inner">The guest's stream.</param>
    /// <param name="native">Bytes of the state of the library.</param>
    /// <param name="leaveOpen">Whether closing the result leaves the guest's stream open.</param>
    /// <param name="sandbox">Who pays.</param>
    /// <param name="open">Opens; what it opens closes what it is given.</param>
    internal static T Open<T>(Stream inner, long native, bool leaveOpen, Sandbox sandbox, Func<Stream, T> open)
        where T : Stream
    {
        ArgumentNullException.ThrowIfNull(inner);
        var stream = new CompressionStream(inner, native, leaveOpen, sandbox);
        try
        {
            return open(stream);
        }
        catch (Exception)
        {
            stream.Release(); // Refused arguments; the guest's stream stays as it is.
            throw;
        }
    }

    /// <summary>Refuses streams that may run code of others.</summary>
    internal static Stream Known(Stream stream)
    {
        for (var inner = stream; ; inner = ((BufferedStream)inner).UnderlyingStream)
        {
            var type = inner.GetType();
            if (type == typeof(MemoryStream) || type == typeof(FileStream) || type == typeof(GZipStream) || type == typeof(DeflateStream)
                || type == typeof(ZLibStream) || type == typeof(BrotliStream) || type == Stream.Null.GetType()
                || type.Assembly == typeof(Sandbox).Assembly)
            {
                return stream;
            }

            if (type != typeof(BufferedStream))
            {
                throw new NotSupportedException("A sandbox compresses streams in memory, files and its own streams: copy this one first.");
            }
        }
    }

    protected override int Room(int count)
    {
        Sandbox.Account(0);
        var most = (int)Math.Min(count, Math.Max(LeastRead, Sandbox.Allocations.Left / (Part * Expansion * Gathered)));
        Sandbox.Account(Math.Max(most * Expansion * Gathered, Since / 2));
        Sandbox.Burn(most);
        return most;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Release();
        }

        base.Dispose(disposing);
    }

    private void Release()
    {
        if (Sandbox.Allocations.Run == _run)
        {
            Sandbox.Allocations.Charge(-Interlocked.Exchange(ref _native, 0));
        }
    }
}
