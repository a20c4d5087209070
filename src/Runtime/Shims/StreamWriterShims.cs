using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the constructors of <see cref="StreamWriter"/> that take a path.</summary>
public static class StreamWriterShims
{
    /// <inheritdoc cref="StreamWriter(string)"/>
    public static StreamWriter Create(string path, Sandbox sandbox) => Create(path, append: false, sandbox);

    /// <inheritdoc cref="StreamWriter(string, bool)"/>
    public static StreamWriter Create(string path, bool append, Sandbox sandbox) =>
        Create(path, append, encoding: null, sandbox);

    /// <inheritdoc cref="StreamWriter(string, bool, Encoding)"/>
    public static StreamWriter Create(string path, bool append, Encoding? encoding, Sandbox sandbox) =>
        Create(path, append, encoding, bufferSize: -1, sandbox);

    /// <inheritdoc cref="StreamWriter(string, bool, Encoding, int)"/>
    public static StreamWriter Create(string path, bool append, Encoding? encoding, int bufferSize, Sandbox sandbox) =>
        new(FileOpening.OpenToWrite(path, append, sandbox), encoding, bufferSize);

    /// <inheritdoc cref="StreamWriter(string, FileStreamOptions)"/>
    public static StreamWriter Create(string path, FileStreamOptions options, Sandbox sandbox) =>
        Create(path, encoding: null, options, sandbox);

    /// <inheritdoc cref="StreamWriter(string, Encoding, FileStreamOptions)"/>
    public static StreamWriter Create(string path, Encoding? encoding, FileStreamOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(options);
        if ((options.Access & FileAccess.Write) == 0)
        {
            throw new ArgumentException("Stream was not writable.", nameof(options));
        }

        return new StreamWriter(FileOpening.Open(path, options, sandbox), encoding);
    }
}
