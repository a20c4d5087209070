namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the constructors of <see cref="FileStream"/> that take a path.</summary>
public static class FileStreamShims
{
    /// <inheritdoc cref="FileStream(string, FileMode)"/>
    public static FileStream Create(string path, FileMode mode, Sandbox sandbox) =>
        Create(path, mode, mode == FileMode.Append ? FileAccess.Write : FileAccess.ReadWrite, sandbox);

    /// <inheritdoc cref="FileStream(string, FileMode, FileAccess)"/>
    public static FileStream Create(string path, FileMode mode, FileAccess access, Sandbox sandbox) =>
        Create(path, mode, access, FileShare.Read, sandbox);

    /// <inheritdoc cref="FileStream(string, FileMode, FileAccess, FileShare)"/>
    public static FileStream Create(string path, FileMode mode, FileAccess access, FileShare share, Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, mode, access, share, sandbox);

    /// <inheritdoc cref="FileStream(string, FileMode, FileAccess, FileShare, int)"/>
    public static FileStream Create(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, mode, access, share, sandbox, bufferSize);

    /// <inheritdoc cref="FileStream(string, FileMode, FileAccess, FileShare, int, bool)"/>
    public static FileStream Create(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        int bufferSize,
        bool useAsync,
        Sandbox sandbox) =>
        Create(
            path, mode, access, share, bufferSize, useAsync ? FileOptions.Asynchronous : FileOptions.None, sandbox);

    /// <inheritdoc cref="FileStream(string, FileMode, FileAccess, FileShare, int, FileOptions)"/>
    public static FileStream Create(
        string path,
        FileMode mode,
        FileAccess access,
        FileShare share,
        int bufferSize,
        FileOptions options,
        Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, mode, access, share, sandbox, bufferSize, options);

    /// <inheritdoc cref="FileStream(string, FileStreamOptions)"/>
    public static FileStream Create(string path, FileStreamOptions options, Sandbox sandbox) =>
        FileOpening.OpenFileStream(path, options, sandbox);
}
