using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the constructors of <see cref="StreamReader"/> that take a path.</summary>
public static class StreamReaderShims
{
    /// <inheritdoc cref="StreamReader(string)"/>
    public static StreamReader Create(string path, Sandbox sandbox) => new(FileOpening.OpenToRead(path, sandbox));

    /// <inheritdoc cref="StreamReader(string, bool)"/>
    public static StreamReader Create(string path, bool detectEncodingFromByteOrderMarks, Sandbox sandbox) =>
        new(FileOpening.OpenToRead(path, sandbox), detectEncodingFromByteOrderMarks);

    /// <inheritdoc cref="StreamReader(string, Encoding)"/>
    public static StreamReader Create(string path, Encoding? encoding, Sandbox sandbox) =>
        Create(path, encoding, detectEncodingFromByteOrderMarks: true, sandbox);

    /// <inheritdoc cref="StreamReader(string, Encoding, bool)"/>
    public static StreamReader Create(
        string path, Encoding? encoding, bool detectEncodingFromByteOrderMarks, Sandbox sandbox) =>
        Create(path, encoding, detectEncodingFromByteOrderMarks, bufferSize: -1, sandbox);

    /// <inheritdoc cref="StreamReader(string, Encoding, bool, int)"/>
    public static StreamReader Create(
        string path, Encoding? encoding, bool detectEncodingFromByteOrderMarks, int bufferSize, Sandbox sandbox) =>
        new(FileOpening.OpenToRead(path, sandbox), encoding, detectEncodingFromByteOrderMarks, bufferSize);

    /// <inheritdoc cref="StreamReader(string, FileStreamOptions)"/>
    public static StreamReader Create(string path, FileStreamOptions options, Sandbox sandbox) =>
        Create(path, Encoding.UTF8, detectEncodingFromByteOrderMarks: true, options, sandbox);

    /// <inheritdoc cref="StreamReader(string, Encoding, bool, FileStreamOptions)"/>
    public static StreamReader Create(
        string path,
        Encoding? encoding,
        bool detectEncodingFromByteOrderMarks,
        FileStreamOptions options,
        Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((options.Access & FileAccess.Read) == 0)
        {
            throw new ArgumentException("Stream was not readable.", nameof(options));
        }

        return new StreamReader(FileOpening.Open(path, options, sandbox), encoding, detectEncodingFromByteOrderMarks);
    }
}
