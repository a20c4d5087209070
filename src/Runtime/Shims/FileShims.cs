using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for <see cref="File"/>: every opening asks the sandbox, every other use its file capability.
/// </summary>
[SuppressMessage("Design", "CA1068", Justification = "The sandbox comes last.")]
public static class FileShims
{
    // File.Write… and File.Append… write UTF-8 without a byte order mark.
    private static readonly UTF8Encoding PlainUtf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <inheritdoc cref="File.Exists(string)"/>
    public static bool Exists(string? path, Sandbox sandbox) =>
        !string.IsNullOrEmpty(path) && Files(sandbox).FileExists(path);

    /// <inheritdoc cref="File.Open(string, FileMode)"/>
    public static FileStream Open(string path, FileMode mode, Sandbox sandbox) =>
        Open(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite, FileShare.None, sandbox);

    /// <inheritdoc cref="File.Open(string, FileMode, FileAccess)"/>
    public static FileStream Open(string path, FileMode mode, FileAccess access, Sandbox sandbox) =>
        Open(path, mode, access, FileShare.None, sandbox);

    /// <inheritdoc cref="File.Open(string, FileMode, FileAccess, FileShare)"/>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, mode, access, share, sandbox);

    /// <inheritdoc cref="File.Open(string, FileStreamOptions)"/>
    public static FileStream Open(string path, FileStreamOptions options, Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, options, sandbox);

    /// <inheritdoc cref="File.OpenRead(string)"/>
    public static FileStream OpenRead(string path, Sandbox sandbox) =>
        Open(path, FileMode.Open, FileAccess.Read, FileShare.Read, sandbox);

    /// <inheritdoc cref="File.OpenWrite(string)"/>
    public static FileStream OpenWrite(string path, Sandbox sandbox) =>
        Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, sandbox);

    /// <inheritdoc cref="File.OpenText(string)"/>
    public static StreamReader OpenText(string path, Sandbox sandbox) => StreamReaderShims.Create(path, sandbox);

    /// <inheritdoc cref="File.Create(string)"/>
    public static FileStream Create(string path, Sandbox sandbox) =>
        Create(path, FileOpening.DefaultBufferSize, sandbox);

    /// <inheritdoc cref="File.Create(string, int)"/>
    public static FileStream Create(string path, int bufferSize, Sandbox sandbox) =>
        Create(path, bufferSize, FileOptions.None, sandbox);

    /// <inheritdoc cref="File.Create(string, int, FileOptions)"/>
    public static FileStream Create(string path, int bufferSize, FileOptions options, Sandbox sandbox) =>
        FileOpening.OpenFileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, sandbox, bufferSize, options);

    /// <inheritdoc cref="File.CreateText(string)"/>
    public static StreamWriter CreateText(string path, Sandbox sandbox) =>
        StreamWriterShims.Create(path, append: false, sandbox);

    /// <inheritdoc cref="File.AppendText(string)"/>
    public static StreamWriter AppendText(string path, Sandbox sandbox) =>
        StreamWriterShims.Create(path, append: true, sandbox);

    /// <inheritdoc cref="File.ReadAllText(string)"/>
    public static string ReadAllText(string path, Sandbox sandbox) => ReadAllText(path, Encoding.UTF8, sandbox);

    /// <inheritdoc cref="File.ReadAllText(string, Encoding)"/>
    public static string ReadAllText(string path, Encoding encoding, Sandbox sandbox)
    {
        using var reader = FileOpening.Reader(path, encoding, sandbox);
        return reader.ReadToEnd();
    }

    /// <inheritdoc cref="File.ReadAllLines(string)"/>
    public static string[] ReadAllLines(string path, Sandbox sandbox) => ReadAllLines(path, Encoding.UTF8, sandbox);

    /// <inheritdoc cref="File.ReadAllLines(string, Encoding)"/>
    public static string[] ReadAllLines(string path, Encoding encoding, Sandbox sandbox) =>
        [.. ReadLines(path, encoding, sandbox)];

    /// <inheritdoc cref="File.ReadLines(string)"/>
    public static IEnumerable<string> ReadLines(string path, Sandbox sandbox) =>
        ReadLines(path, Encoding.UTF8, sandbox);

    /// <inheritdoc cref="File.ReadLines(string, Encoding)"/>
    public static IEnumerable<string> ReadLines(string path, Encoding encoding, Sandbox sandbox)
    {
        // Opened now, so that a denial comes from the call and not from the first step of the loop.
        var opened = new StrongBox(FileOpening.Reader(path, encoding, sandbox));
        return Lines();

        IEnumerable<string> Lines()
        {
            using var reader = Interlocked.Exchange(ref opened.Reader, null)
                ?? FileOpening.Reader(path, encoding, sandbox);
            while (reader.ReadLine() is { } line)
            {
                yield return line;
            }
        }
    }

    /// <inheritdoc cref="File.ReadAllBytes(string)"/>
    public static byte[] ReadAllBytes(string path, Sandbox sandbox)
    {
        using var stream = FileOpening.OpenToRead(path, sandbox);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <inheritdoc cref="File.WriteAllText(string, string)"/>
    public static void WriteAllText(string path, string? contents, Sandbox sandbox) =>
        WriteAllText(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.WriteAllText(string, ReadOnlySpan{char})"/>
    public static void WriteAllText(string path, ReadOnlySpan<char> contents, Sandbox sandbox) =>
        WriteAllText(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.WriteAllText(string, string, Encoding)"/>
    public static void WriteAllText(string path, string? contents, Encoding encoding, Sandbox sandbox) =>
        WriteAllText(path, contents.AsSpan(), encoding, sandbox);

    /// <inheritdoc cref="File.WriteAllText(string, ReadOnlySpan{char}, Encoding)"/>
    public static void WriteAllText(string path, ReadOnlySpan<char> contents, Encoding encoding, Sandbox sandbox) =>
        WriteText(path, contents, encoding, append: false, sandbox);

    /// <inheritdoc cref="File.AppendAllText(string, string)"/>
    public static void AppendAllText(string path, string? contents, Sandbox sandbox) =>
        AppendAllText(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.AppendAllText(string, ReadOnlySpan{char})"/>
    public static void AppendAllText(string path, ReadOnlySpan<char> contents, Sandbox sandbox) =>
        AppendAllText(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.AppendAllText(string, string, Encoding)"/>
    public static void AppendAllText(string path, string? contents, Encoding encoding, Sandbox sandbox) =>
        AppendAllText(path, contents.AsSpan(), encoding, sandbox);

    /// <inheritdoc cref="File.AppendAllText(string, ReadOnlySpan{char}, Encoding)"/>
    public static void AppendAllText(string path, ReadOnlySpan<char> contents, Encoding encoding, Sandbox sandbox) =>
        WriteText(path, contents, encoding, append: true, sandbox);

    /// <inheritdoc cref="File.WriteAllLines(string, string[])"/>
    public static void WriteAllLines(string path, string[] contents, Sandbox sandbox) =>
        WriteAllLines(path, (IEnumerable<string>)contents, sandbox);

    /// <inheritdoc cref="File.WriteAllLines(string, IEnumerable{string})"/>
    public static void WriteAllLines(string path, IEnumerable<string> contents, Sandbox sandbox) =>
        WriteAllLines(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.WriteAllLines(string, string[], Encoding)"/>
    public static void WriteAllLines(string path, string[] contents, Encoding encoding, Sandbox sandbox) =>
        WriteAllLines(path, (IEnumerable<string>)contents, encoding, sandbox);

    /// <inheritdoc cref="File.WriteAllLines(string, IEnumerable{string}, Encoding)"/>
    public static void WriteAllLines(string path, IEnumerable<string> contents, Encoding encoding, Sandbox sandbox) =>
        WriteLines(path, contents, encoding, append: false, sandbox);

    /// <inheritdoc cref="File.AppendAllLines(string, IEnumerable{string})"/>
    public static void AppendAllLines(string path, IEnumerable<string> contents, Sandbox sandbox) =>
        AppendAllLines(path, contents, PlainUtf8, sandbox);

    /// <inheritdoc cref="File.AppendAllLines(string, IEnumerable{string}, Encoding)"/>
    public static void AppendAllLines(string path, IEnumerable<string> contents, Encoding encoding, Sandbox sandbox) =>
        WriteLines(path, contents, encoding, append: true, sandbox);

    /// <inheritdoc cref="File.WriteAllBytes(string, byte[])"/>
    public static void WriteAllBytes(string path, byte[] bytes, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        WriteAllBytes(path, bytes.AsSpan(), sandbox);
    }

    /// <inheritdoc cref="File.WriteAllBytes(string, ReadOnlySpan{byte})"/>
    public static void WriteAllBytes(string path, ReadOnlySpan<byte> bytes, Sandbox sandbox) =>
        WriteBytes(path, bytes, append: false, sandbox);

    /// <inheritdoc cref="File.AppendAllBytes(string, byte[])"/>
    public static void AppendAllBytes(string path, byte[] bytes, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        AppendAllBytes(path, bytes.AsSpan(), sandbox);
    }

    /// <inheritdoc cref="File.AppendAllBytes(string, ReadOnlySpan{byte})"/>
    public static void AppendAllBytes(string path, ReadOnlySpan<byte> bytes, Sandbox sandbox) =>
        WriteBytes(path, bytes, append: true, sandbox);

    /// <inheritdoc cref="File.Delete(string)"/>
    public static void Delete(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).DeleteFile(path);
    }

    /// <inheritdoc cref="File.Copy(string, string)"/>
    public static void Copy(string sourceFileName, string destFileName, Sandbox sandbox) =>
        Copy(sourceFileName, destFileName, overwrite: false, sandbox);

    /// <inheritdoc cref="File.Copy(string, string, bool)"/>
    public static void Copy(string sourceFileName, string destFileName, bool overwrite, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceFileName);
        ArgumentException.ThrowIfNullOrEmpty(destFileName);
        using var source = FileOpening.OpenToRead(sourceFileName, sandbox);
        var mode = overwrite ? FileMode.Create : FileMode.CreateNew;
        using var target = FileOpening.Open(destFileName, mode, FileAccess.Write, FileShare.None, sandbox);
        source.CopyTo(target);
    }

    /// <inheritdoc cref="File.Move(string, string)"/>
    public static void Move(string sourceFileName, string destFileName, Sandbox sandbox) =>
        Move(sourceFileName, destFileName, overwrite: false, sandbox);

    /// <inheritdoc cref="File.Move(string, string, bool)"/>
    public static void Move(string sourceFileName, string destFileName, bool overwrite, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceFileName);
        ArgumentException.ThrowIfNullOrEmpty(destFileName);
        if (!Files(sandbox).MoveFile(sourceFileName, destFileName, overwrite))
        {
            Copy(sourceFileName, destFileName, overwrite, sandbox);
            Files(sandbox).DeleteFile(sourceFileName);
        }
    }

    /// <inheritdoc cref="File.GetAttributes(string)"/>
    public static FileAttributes GetAttributes(string path, Sandbox sandbox)
    {
        var status = Stat(path, sandbox);
        return status.Exists
            ? status.Attributes
            : throw new FileNotFoundException($"Could not find file '{Denial.Printable(path)}'.", path);
    }

    /// <inheritdoc cref="File.GetCreationTime(string)"/>
    public static DateTime GetCreationTime(string path, Sandbox sandbox) => Stat(path, sandbox).CreationTimeUtc.ToLocalTime();

    /// <inheritdoc cref="File.GetCreationTimeUtc(string)"/>
    public static DateTime GetCreationTimeUtc(string path, Sandbox sandbox) => Stat(path, sandbox).CreationTimeUtc;

    /// <inheritdoc cref="File.GetLastAccessTime(string)"/>
    public static DateTime GetLastAccessTime(string path, Sandbox sandbox) => Stat(path, sandbox).LastAccessTimeUtc.ToLocalTime();

    /// <inheritdoc cref="File.GetLastAccessTimeUtc(string)"/>
    public static DateTime GetLastAccessTimeUtc(string path, Sandbox sandbox) => Stat(path, sandbox).LastAccessTimeUtc;

    /// <inheritdoc cref="File.GetLastWriteTime(string)"/>
    public static DateTime GetLastWriteTime(string path, Sandbox sandbox) => Stat(path, sandbox).LastWriteTimeUtc.ToLocalTime();

    /// <inheritdoc cref="File.GetLastWriteTimeUtc(string)"/>
    public static DateTime GetLastWriteTimeUtc(string path, Sandbox sandbox) => Stat(path, sandbox).LastWriteTimeUtc;

    /// <inheritdoc cref="File.SetLastAccessTime(string, DateTime)"/>
    public static void SetLastAccessTime(string path, DateTime lastAccessTime, Sandbox sandbox) =>
        SetTimes(path, lastAccessTime.ToUniversalTime(), null, sandbox);

    /// <inheritdoc cref="File.SetLastAccessTimeUtc(string, DateTime)"/>
    public static void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc, Sandbox sandbox) =>
        SetTimes(path, Utc(lastAccessTimeUtc), null, sandbox);

    /// <inheritdoc cref="File.SetLastWriteTime(string, DateTime)"/>
    public static void SetLastWriteTime(string path, DateTime lastWriteTime, Sandbox sandbox) =>
        SetTimes(path, null, lastWriteTime.ToUniversalTime(), sandbox);

    /// <inheritdoc cref="File.SetLastWriteTimeUtc(string, DateTime)"/>
    public static void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc, Sandbox sandbox) =>
        SetTimes(path, null, Utc(lastWriteTimeUtc), sandbox);

    /// <inheritdoc cref="File.ReadAllTextAsync(string, CancellationToken)"/>
    public static Task<string> ReadAllTextAsync(string path, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => ReadAllText(path, sandbox), cancellationToken);

    /// <inheritdoc cref="File.ReadAllTextAsync(string, Encoding, CancellationToken)"/>
    public static Task<string> ReadAllTextAsync(string path, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => ReadAllText(path, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.ReadAllLinesAsync(string, CancellationToken)"/>
    public static Task<string[]> ReadAllLinesAsync(string path, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => ReadAllLines(path, sandbox), cancellationToken);

    /// <inheritdoc cref="File.ReadAllLinesAsync(string, Encoding, CancellationToken)"/>
    public static Task<string[]> ReadAllLinesAsync(string path, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => ReadAllLines(path, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.ReadAllBytesAsync(string, CancellationToken)"/>
    public static Task<byte[]> ReadAllBytesAsync(string path, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => ReadAllBytes(path, sandbox), cancellationToken);

    /// <inheritdoc cref="File.WriteAllTextAsync(string, string, CancellationToken)"/>
    public static Task WriteAllTextAsync(string path, string? contents, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => WriteAllText(path, contents, sandbox), cancellationToken);

    /// <inheritdoc cref="File.WriteAllTextAsync(string, string, Encoding, CancellationToken)"/>
    public static Task WriteAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => WriteAllText(path, contents, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.WriteAllLinesAsync(string, IEnumerable{string}, CancellationToken)"/>
    public static Task WriteAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => WriteAllLines(path, contents, sandbox), cancellationToken);

    /// <inheritdoc cref="File.WriteAllLinesAsync(string, IEnumerable{string}, Encoding, CancellationToken)"/>
    public static Task WriteAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => WriteAllLines(path, contents, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.WriteAllBytesAsync(string, byte[], CancellationToken)"/>
    public static Task WriteAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => WriteAllBytes(path, bytes, sandbox), cancellationToken);

    /// <inheritdoc cref="File.AppendAllTextAsync(string, string, CancellationToken)"/>
    public static Task AppendAllTextAsync(string path, string? contents, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => AppendAllText(path, contents, sandbox), cancellationToken);

    /// <inheritdoc cref="File.AppendAllTextAsync(string, string, Encoding, CancellationToken)"/>
    public static Task AppendAllTextAsync(string path, string? contents, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => AppendAllText(path, contents, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.AppendAllLinesAsync(string, IEnumerable{string}, CancellationToken)"/>
    public static Task AppendAllLinesAsync(string path, IEnumerable<string> contents, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => AppendAllLines(path, contents, sandbox), cancellationToken);

    /// <inheritdoc cref="File.AppendAllLinesAsync(string, IEnumerable{string}, Encoding, CancellationToken)"/>
    public static Task AppendAllLinesAsync(string path, IEnumerable<string> contents, Encoding encoding, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => AppendAllLines(path, contents, encoding, sandbox), cancellationToken);

    /// <inheritdoc cref="File.AppendAllBytesAsync(string, byte[], CancellationToken)"/>
    public static Task AppendAllBytesAsync(string path, byte[] bytes, CancellationToken cancellationToken, Sandbox sandbox) =>
        AtOnce.Do(() => AppendAllBytes(path, bytes, sandbox), cancellationToken);

    // A time of no kind is taken as UTC by the members that say so.
    internal static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();

    internal static void SetTimes(string path, DateTime? access, DateTime? write, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).SetTimes(path, access, write);
    }

    private static IGuestFiles Files(Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        return sandbox.Files;
    }

    internal static FileStatus Stat(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Files(sandbox).Stat(path);
    }

    private static void WriteText(
        string path, ReadOnlySpan<char> contents, Encoding encoding, bool append, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        using var writer = FileOpening.Writer(path, append, encoding, sandbox);
        writer.Write(contents);
    }

    private static void WriteLines(
        string path, IEnumerable<string> contents, Encoding encoding, bool append, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(contents);
        ArgumentNullException.ThrowIfNull(encoding);
        using var writer = FileOpening.Writer(path, append, encoding, sandbox);
        foreach (var line in contents)
        {
            writer.WriteLine(line);
        }
    }

    private static void WriteBytes(string path, ReadOnlySpan<byte> bytes, bool append, Sandbox sandbox)
    {
        using var stream = FileOpening.OpenToWrite(path, append, sandbox);
        stream.Write(bytes);
    }

    private sealed class StrongBox(StreamReader reader)
    {
        internal StreamReader? Reader = reader;
    }
}
