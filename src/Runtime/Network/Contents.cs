using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime.Network;

/// <summary>Reads contents: those of responses as they come, all others at once on the guest's thread.</summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
internal static class Contents
{
    /// <summary>Bytes that a byte can become as text.</summary>
    private const int TextOfByte = 2;

    /// <summary>What tells its encoding by its first bytes, longest first.</summary>
    private static readonly Encoding[] WithPreamble = [Encoding.UTF32, Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode];

    /// <summary>The bytes of a content, which stay its own.</summary>
    internal static async Task<byte[]> BytesAsync(HttpContent content, long most, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(content);
        sandbox.ThrowIfTerminating();
        cancellation.ThrowIfCancellationRequested();
        return content is ResponseContent response
            ? await sandbox.Tasks.Here(response.GatherAsync(most, cancellation))
            : Bytes(content, most, sandbox);
    }

    /// <summary>The bytes of a content, at once.</summary>
    internal static byte[] Bytes(HttpContent content, long most, Sandbox sandbox)
    {
        using var gathered = new BodyBuffer(most, sandbox);
        content.CopyTo(gathered, context: null, CancellationToken.None);
        return gathered.ToArray();
    }

    /// <summary>A copy of the bytes of a content.</summary>
    internal static async Task<byte[]> CopyAsync(HttpContent content, CancellationToken cancellation, Sandbox sandbox)
    {
        var bytes = await sandbox.Tasks.Here(BytesAsync(content, long.MaxValue, cancellation, sandbox));
        sandbox.Account(bytes.Length);
        sandbox.BurnForMemory(bytes.Length);
        return [.. bytes];
    }

    /// <summary>The text of a content: as its type says, or its first bytes; else UTF-8.</summary>
    internal static async Task<string> TextAsync(HttpContent content, long most, CancellationToken cancellation, Sandbox sandbox)
    {
        var bytes = await sandbox.Tasks.Here(BytesAsync(content, most, cancellation, sandbox));
        sandbox.Account((long)bytes.Length * TextOfByte);
        sandbox.BurnForMemory((long)bytes.Length * TextOfByte);
        var encoding = Named(content.Headers.ContentType?.CharSet) ?? WithPreamble.FirstOrDefault(Begins) ?? Encoding.UTF8;
        return encoding.GetString(Begins(encoding) ? bytes.AsSpan(encoding.Preamble.Length) : bytes);

        bool Begins(Encoding encoding) => !encoding.Preamble.IsEmpty && bytes.AsSpan().StartsWith(encoding.Preamble);
    }

    /// <summary>A stream of a content: of a response what comes, of others what they hold.</summary>
    internal static Stream Open(HttpContent content, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(content);
        sandbox.ThrowIfTerminating();
        cancellation.ThrowIfCancellationRequested();
        return content is ResponseContent response ? response.Open() : new MemoryStream(Bytes(content, long.MaxValue, sandbox), writable: false);
    }

    /// <inheritdoc cref="Open"/>
    internal static Task<Stream> StreamAsync(HttpContent content, CancellationToken cancellation, Sandbox sandbox) =>
        Shims.AtOnce.Do(() => Open(content, cancellation, sandbox), cancellation);

    /// <summary>Writes a content to a stream.</summary>
    internal static async Task<bool> CopyToAsync(HttpContent content, Stream target, CancellationToken cancellation, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Write(await sandbox.Tasks.Here(CopyAsync(content, cancellation, sandbox)));
        return true;
    }

    private static Encoding? Named(string? charset)
    {
        try
        {
            return string.IsNullOrEmpty(charset) ? null : Encoding.GetEncoding(charset.Trim('"'));
        }
        catch (ArgumentException unknown)
        {
            throw new InvalidOperationException("The character set of the content's type is unknown.", unknown);
        }
    }
}
