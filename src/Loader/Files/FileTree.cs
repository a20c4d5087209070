namespace RExecIL;

/// <summary>Files that a host serves to guests from wherever it likes: memory, an archive, another machine.</summary>
/// <remarks>
/// <para>The virtual file system of Python's <c>ihooks</c>, where overriding <c>openfile</c> and its kin served modules and files
/// from elsewhere. <see cref="Mount"/> puts a tree at a path; guests then use <c>File</c>, <c>Directory</c>, <c>FileStream</c> and the
/// rest as ever, and never see the disk there.</para>
/// <para>Paths are relative to the root of the tree, with <c>/</c> between the names, without <c>.</c> and <c>..</c>; the root is the
/// empty text. What exists, is a directory and may be written was asked before, so a tree only does what it is told. Members are
/// called on guests' threads, several at once when several guests run; what they throw the guest gets.</para>
/// </remarks>
public abstract class FileTree
{
    /// <summary>What is at a path; null for nothing.</summary>
    public abstract FileTreeEntry? Find(string path);

    /// <summary>What a directory holds, in any order.</summary>
    public abstract IEnumerable<FileTreeEntry> List(string path);

    /// <summary>Opens a file.</summary>
    /// <param name="path">A file that is there, or a new one in a directory that is.</param>
    /// <param name="mode">
    /// Never <see cref="FileMode.CreateNew"/> for a file that is there, nor <see cref="FileMode.Open"/> or
    /// <see cref="FileMode.Truncate"/> for one that is not.
    /// </param>
    /// <param name="access">With <see cref="FileAccess.Write"/> only where the mount is writable.</param>
    public abstract Stream Open(string path, FileMode mode, FileAccess access);

    /// <summary>Makes a directory in one that is there.</summary>
    /// <exception cref="UnauthorizedAccessException">The default: this tree cannot be written.</exception>
    public virtual void CreateDirectory(string path) => throw NotWritable(path);

    /// <summary>Removes a file or an empty directory.</summary>
    /// <inheritdoc cref="CreateDirectory" path="/exception"/>
    public virtual void Delete(string path) => throw NotWritable(path);

    /// <summary>Gives a file, or a directory with what it holds, another path in this tree; a file there is replaced.</summary>
    /// <inheritdoc cref="CreateDirectory" path="/exception"/>
    public virtual void Move(string from, string to) => throw NotWritable(from);

    /// <summary>Sets when a file or directory was written last, in UTC.</summary>
    /// <inheritdoc cref="CreateDirectory" path="/exception"/>
    public virtual void SetLastWriteTime(string path, DateTime time) => throw NotWritable(path);

    private static UnauthorizedAccessException NotWritable(string path) => Runtime.Denial.Always($"Writing to \"{Runtime.Denial.Printable(path)}\"", "the host serves it for reading only.");
}

/// <summary>A file or a directory of a tree.</summary>
/// <param name="Name">Its name, without a path; the root has none.</param>
/// <param name="IsDirectory">Whether it is a directory.</param>
/// <param name="Length">Size of a file, in bytes.</param>
/// <param name="LastWriteTime">When it was written last, in UTC.</param>
public sealed record FileTreeEntry(string Name, bool IsDirectory, long Length = 0, DateTime LastWriteTime = default);
