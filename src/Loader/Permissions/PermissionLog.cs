using System.Buffers;
using System.Text.Json;

namespace RExecIL;

/// <summary>Writes decisions as JSON lines: <c>{v, time, sandbox, assembly, permission, value, allowed, stack?, count?}</c>.</summary>
/// <remarks>
/// <para>Each line is written whole and at once, before the guest gets what it asked for: a process that is killed leaves whole
/// lines. Characters other than plain ASCII are escaped. An equal decision is counted instead of written again; lines with
/// <c>count</c> tell at the end how often each came. Safe to use from several threads.</para>
/// <para>It is bounded: at its limit a last line says so, and from then on <see cref="Record"/> throws, so that nothing is done
/// that is not recorded.</para>
/// </remarks>
public sealed class PermissionLog : IPermissionAudit, IDisposable
{
    /// <summary>Different decisions whose repetitions are counted; later ones are written each time.</summary>
    private const int MaxCounted = 50_000;

    /// <summary>Characters of their values.</summary>
    private const long MaxCountedCharacters = 4_000_000;

    /// <summary>Longest value in characters; of longer ones the beginning is written.</summary>
    private const int MaxValue = 4_096;

    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Sandbox, string Assembly, string Permission, string? Value, bool IsAllowed), long> _counts = [];
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Stream _stream;
    private readonly TimeProvider _clock;
    private readonly long _limit;
    private long _written;
    private long _counted;
    private bool _isPartial;
    private bool _isClosed;

    /// <summary>A log.</summary>
    /// <param name="stream">Where to; should not buffer, so that lines are there when they are written. Closed with the log.</param>
    /// <param name="limit">Bytes that it may write, at least 1,000. Default 256 MiB.</param>
    /// <param name="clock">What time it is; null for the system's clock.</param>
    public PermissionLog(Stream stream, long limit = 256L * 1024 * 1024, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1_000);
        (_stream, _limit, _clock) = (stream, limit, clock ?? TimeProvider.System);
    }

    /// <summary>Appends to a file, which is made when there is none.</summary>
    /// <param name="path">The file. Nothing that guests may write.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not let this process write there.</exception>
    public static PermissionLog AppendTo(string path) =>
        new(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

    /// <summary>Whether something could not be written: the disk was full, or the limit reached. What was asked then was denied.</summary>
    public bool HasFailed { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="IOException">It cannot be written, or the log is at its limit.</exception>
    /// <exception cref="ObjectDisposedException">The log is closed.</exception>
    public void Record(PermissionDecision decision)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var request = decision.Request;
        var value = request.Value?.Length > MaxValue ? request.Value[..MaxValue] : request.Value;
        var key = (request.Sandbox, request.Assembly, request.Permission, value, decision.IsAllowed);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (_counts.TryGetValue(key, out var count))
            {
                _counts[key] = count + 1;
                return;
            }

            if (HasFailed)
            {
                throw new IOException("The log has failed before.");
            }

            Write(key, request.Caller, count: null);
            if (_counts.Count < MaxCounted && _counted < MaxCountedCharacters)
            {
                _counts.Add(key, 1);
                _counted += value?.Length ?? 0;
            }
        }
    }

    /// <summary>Writes how often equal decisions came, and closes the stream.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            try
            {
                foreach (var (key, count) in _counts.Where(entry => entry.Value > 1 && !HasFailed))
                {
                    Write(key, null, count);
                }
            }
            catch (IOException)
            {
                // HasFailed says so.
            }

            _stream.Dispose();
        }
    }

    private void Write((string Sandbox, string Assembly, string Permission, string? Value, bool IsAllowed) key, string? stack, long? count)
    {
        Put(key, stack, count);
        if (_written + _line.WrittenCount > _limit)
        {
            HasFailed = true;
            Put((key.Sandbox, "", "audit", $"The log is at its limit of {_limit} bytes: what is not in it is denied from here on", false), null, null);
            Flush();
            throw new IOException("The log is at its limit.");
        }

        Flush();
    }

    private void Put((string Sandbox, string Assembly, string Permission, string? Value, bool IsAllowed) key, string? stack, long? count)
    {
        _line.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_line, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("v", 1);
            json.WriteString("time", _clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
            json.WriteString("sandbox", key.Sandbox);
            json.WriteString("assembly", key.Assembly);
            json.WriteString("permission", key.Permission);
            json.WriteString("value", key.Value);
            json.WriteBoolean("allowed", key.IsAllowed);
            if (stack is not null)
            {
                json.WriteString("stack", stack);
            }

            if (count is { } times)
            {
                json.WriteNumber("count", times);
            }

            json.WriteEndObject();
        }

        _line.Write(LineBreak);
    }

    private void Flush()
    {
        try
        {
            if (_isPartial)
            {
                _stream.Write(LineBreak);
                _isPartial = false;
            }

            _isPartial = true;
            _stream.Write(_line.WrittenSpan);
            _stream.Flush();
            _isPartial = false;
            _written += _line.WrittenCount;
        }
        catch (Exception e) when (e is not IOException)
        {
            HasFailed = true;
            throw new IOException("The log cannot be written.", e);
        }
        catch (IOException)
        {
            HasFailed = true;
            throw;
        }
    }
}
