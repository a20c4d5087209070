namespace RExecIL.Runtime;

/// <summary>What a guest may know of a file or directory.</summary>
/// <param name="Attributes">What it is.</param>
/// <param name="Length">Its size in bytes.</param>
/// <param name="CreationTimeUtc">When it was made.</param>
/// <param name="LastAccessTimeUtc">When it was last read.</param>
/// <param name="LastWriteTimeUtc">When it was last written.</param>
internal readonly record struct FileStatus(
    FileAttributes Attributes,
    long Length,
    DateTime CreationTimeUtc,
    DateTime LastAccessTimeUtc,
    DateTime LastWriteTimeUtc)
{
    /// <summary>What the framework says of a file that is not there.</summary>
    internal static FileStatus Missing { get; } = new((FileAttributes)(-1), 0, DateTime.FromFileTimeUtc(0), DateTime.FromFileTimeUtc(0), DateTime.FromFileTimeUtc(0));

    /// <summary>Whether there is anything.</summary>
    internal bool Exists => Attributes != (FileAttributes)(-1);

    /// <summary>Whether it is a directory.</summary>
    internal bool IsDirectory => Exists && (Attributes & FileAttributes.Directory) != 0;
}
