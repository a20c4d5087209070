using System.Text;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// The one way from the file shims to the sandbox: checks arguments as the framework does, then opens.
/// </summary>
internal static class FileOpening
{
    internal const int DefaultBufferSize = 4096;

    private const FileOptions AllowedOptions =
        FileOptions.Asynchronous | FileOptions.RandomAccess | FileOptions.SequentialScan | FileOptions.WriteThrough;

    internal static Stream Open(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        Sandbox sandbox,
        int bufferSize = DefaultBufferSize,
        FileOptions options = FileOptions.None)
    {
        sandbox.ThrowIfTerminating();
        ArgumentException.ThrowIfNullOrEmpty(path);
        ThrowIfUnknown(mode is >= FileMode.CreateNew and <= FileMode.Append, nameof(mode));
        ThrowIfUnknown(access is >= FileAccess.Read and <= FileAccess.ReadWrite, nameof(access));
        ThrowIfUnknown((share & ~(FileShare.ReadWrite | FileShare.Delete | FileShare.Inheritable)) == 0, nameof(share));
        ArgumentOutOfRangeException.ThrowIfNegative(bufferSize);
        if ((options & ~AllowedOptions) != 0)
        {
            throw new NotSupportedException("A sandbox opens no file with DeleteOnClose or Encrypted.");
        }

        if ((access & FileAccess.Write) == 0
            && mode is FileMode.Truncate or FileMode.CreateNew or FileMode.Create or FileMode.Append)
        {
            throw new ArgumentException(
                $"Combining FileMode: {mode} with FileAccess: {access} is invalid.", nameof(access));
        }

        if (mode == FileMode.Append && access != FileAccess.Write)
        {
            throw new ArgumentException("Append access can be requested only in write-only mode.", nameof(access));
        }

        // A child process would get an inheritable handle.
        return sandbox.Open(path, mode, access, share & ~FileShare.Inheritable, bufferSize, options);
    }

    internal static FileStream OpenFileStream(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        Sandbox sandbox,
        int bufferSize = DefaultBufferSize,
        FileOptions options = FileOptions.None)
    {
        var stream = Open(path, mode, access, share, sandbox, bufferSize, options);
        return stream as FileStream ?? new ServedFileStream(stream, path);
    }

    internal static FileStream OpenFileStream(string path, FileStreamOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OpenFileStream(
            path, options.Mode, options.Access, options.Share, sandbox, options.BufferSize, options.Options);
    }

    internal static Stream Open(string path, FileStreamOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(path, options.Mode, options.Access, options.Share, sandbox, options.BufferSize, options.Options);
    }

    internal static Stream OpenToRead(string path, Sandbox sandbox) =>
        Open(path, FileMode.Open, FileAccess.Read, FileShare.Read, sandbox);

    internal static Stream OpenToWrite(string path, bool append, Sandbox sandbox) =>
        Open(path, append ? FileMode.Append : FileMode.Create, FileAccess.Write, FileShare.Read, sandbox);

    internal static StreamReader Reader(string path, Encoding encoding, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        return new StreamReader(OpenToRead(path, sandbox), encoding, detectEncodingFromByteOrderMarks: true);
    }

    internal static StreamWriter Writer(string path, bool append, Encoding? encoding, Sandbox sandbox) =>
        new(OpenToWrite(path, append, sandbox), encoding);

    private static void ThrowIfUnknown(bool isKnown, string parameter)
    {
        if (!isKnown)
        {
            throw new ArgumentOutOfRangeException(parameter, "Enum value was out of legal range.");
        }
    }
}
