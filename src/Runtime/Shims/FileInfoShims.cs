using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="FileInfo"/>: the object holds an absolute path, and every use of it asks the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors are found by name.")]
public static class FileInfoShims
{
    /// <inheritdoc cref="FileInfo(string)"/>
    /// <remarks>Made from the sandbox's own working directory. <see cref="object.ToString"/> of it gives the full path.</remarks>
    public static FileInfo Create(string fileName, Sandbox sandbox) => new(PathShims.GetFullPath(fileName, sandbox));

    /// <inheritdoc cref="FileInfo.Length"/>
    public static long get_Length(FileInfo self, Sandbox sandbox)
    {
        var status = FileShims.Stat(PathOf(self), sandbox);
        return status.Exists && !status.IsDirectory
            ? status.Length
            : throw new FileNotFoundException($"Could not find file '{Denial.Printable(self.FullName)}'.", self.FullName);
    }

    /// <inheritdoc cref="FileInfo.DirectoryName"/>
    public static string? get_DirectoryName(FileInfo self) => Path.GetDirectoryName(PathOf(self));

    /// <inheritdoc cref="FileInfo.Directory"/>
    public static DirectoryInfo? get_Directory(FileInfo self) =>
        Path.GetDirectoryName(PathOf(self)) is { } directory ? new DirectoryInfo(directory) : null;

    /// <inheritdoc cref="FileInfo.Open(FileMode)"/>
    public static FileStream Open(FileInfo self, FileMode mode, Sandbox sandbox) =>
        FileShims.Open(PathOf(self), mode, sandbox);

    /// <inheritdoc cref="FileInfo.Open(FileMode, FileAccess)"/>
    public static FileStream Open(FileInfo self, FileMode mode, FileAccess access, Sandbox sandbox) =>
        FileShims.Open(PathOf(self), mode, access, sandbox);

    /// <inheritdoc cref="FileInfo.Open(FileMode, FileAccess, FileShare)"/>
    public static FileStream Open(FileInfo self, FileMode mode, FileAccess access, FileShare share, Sandbox sandbox) =>
        FileShims.Open(PathOf(self), mode, access, share, sandbox);

    /// <inheritdoc cref="FileInfo.Open(FileStreamOptions)"/>
    public static FileStream Open(FileInfo self, FileStreamOptions options, Sandbox sandbox) =>
        FileShims.Open(PathOf(self), options, sandbox);

    /// <inheritdoc cref="FileInfo.OpenRead()"/>
    public static FileStream OpenRead(FileInfo self, Sandbox sandbox) => FileShims.OpenRead(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.OpenWrite()"/>
    public static FileStream OpenWrite(FileInfo self, Sandbox sandbox) => FileShims.OpenWrite(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.OpenText()"/>
    public static StreamReader OpenText(FileInfo self, Sandbox sandbox) => FileShims.OpenText(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.Create()"/>
    public static FileStream Create(FileInfo self, Sandbox sandbox) => FileShims.Create(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.CreateText()"/>
    public static StreamWriter CreateText(FileInfo self, Sandbox sandbox) => FileShims.CreateText(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.AppendText()"/>
    public static StreamWriter AppendText(FileInfo self, Sandbox sandbox) => FileShims.AppendText(PathOf(self), sandbox);

    /// <inheritdoc cref="FileInfo.CopyTo(string)"/>
    public static FileInfo CopyTo(FileInfo self, string destFileName, Sandbox sandbox) =>
        CopyTo(self, destFileName, overwrite: false, sandbox);

    /// <inheritdoc cref="FileInfo.CopyTo(string, bool)"/>
    public static FileInfo CopyTo(FileInfo self, string destFileName, bool overwrite, Sandbox sandbox)
    {
        FileShims.Copy(PathOf(self), destFileName, overwrite, sandbox);
        return Create(destFileName, sandbox);
    }

    private static string PathOf(FileInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.FullName;
    }
}
