using RExecIL.Runtime;

namespace RExecIL.Files;

/// <summary>The files of a tree at a path, with the manners of a file system: what has to be there is asked for first.</summary>
internal sealed class MountedFiles(Mount mount, string root) : IConfinedFiles
{
    /// <inheritdoc/>
    public Stream Open(GuestPath path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        if ((access & FileAccess.Write) != 0)
        {
            ThrowIfReadOnly(path);
        }

        var relative = Relative(path);
        switch (mount.Tree.Find(relative))
        {
            case { IsDirectory: true }:
                throw new UnauthorizedAccessException($"Access to the path '{Denial.Printable(path.Written)}' is denied.");
            case not null when mode == FileMode.CreateNew:
                throw Exists(path);
            case null when mode is FileMode.Open or FileMode.Truncate:
                ThrowIfParentIsMissing(relative, path);
                throw NoFile(path);
            case null:
                ThrowIfParentIsMissing(relative, path);
                break;
        }

        return mount.Tree.Open(relative, mode, access);
    }

    /// <inheritdoc/>
    public FileStatus Status(GuestPath path) => mount.Tree.Find(Relative(path)) is { } entry
        ? new FileStatus(
            Attributes(entry), entry.IsDirectory ? 0 : entry.Length, entry.LastWriteTime, entry.LastWriteTime, entry.LastWriteTime)
        : FileStatus.Missing;

    /// <inheritdoc/>
    public OpenedDirectory Entries(GuestPath path, FileAccess access, FileAttributes asked = 0)
    {
        var relative = Relative(path);
        return mount.Tree.Find(relative) switch
        {
            null => throw NoDirectory(path),
            { IsDirectory: false } => throw new IOException($"The directory name is invalid. : '{Denial.Printable(path.Written)}'"),
            _ => new OpenedDirectory(
                Path.TrimEndingDirectorySeparator(path.Full),
                mount.Tree.List(relative).Select(entry => new EntryInDirectory(entry.Name, Attributes(entry)))),
        };
    }

    /// <inheritdoc/>
    public void MakeDirectory(GuestPath path)
    {
        ThrowIfReadOnly(path);
        var relative = Relative(path);
        switch (mount.Tree.Find(relative))
        {
            case { IsDirectory: true }:
                return;
            case not null:
                throw Exists(path);
        }

        ThrowIfParentIsMissing(relative, path);
        mount.Tree.CreateDirectory(relative);
    }

    /// <inheritdoc/>
    public bool Remove(GuestPath path, bool isDirectory)
    {
        ThrowIfReadOnly(path);
        var relative = Relative(path);
        switch (mount.Tree.Find(relative))
        {
            case null:
                ThrowIfParentIsMissing(relative, path);
                return false;
            case { IsDirectory: true } when !isDirectory:
                throw new UnauthorizedAccessException($"Access to the path '{Denial.Printable(path.Written)}' is denied.");
            case { IsDirectory: false } when isDirectory:
                throw new IOException($"The directory name is invalid. : '{Denial.Printable(path.Written)}'");
            case { IsDirectory: true } when relative.Length == 0:
                throw Denial.Always($"Removing \"{Denial.Printable(path.Written)}\"", "the host serves it.");
            case { IsDirectory: true } when mount.Tree.List(relative).Any():
                throw new IOException($"Directory not empty : '{Denial.Printable(path.Written)}'");
        }

        mount.Tree.Delete(relative);
        return true;
    }

    /// <inheritdoc/>
    public bool Rename(GuestPath from, GuestPath to, bool overwrite, bool isDirectory)
    {
        ThrowIfReadOnly(from);
        var (source, target) = (Relative(from), Relative(to));
        if (mount.Tree.Find(source) is not { } moved || moved.IsDirectory != isDirectory)
        {
            throw NoFile(from);
        }

        if (source.Length == 0 || FilePermission.IsWithin(target, source) && target != source && isDirectory)
        {
            throw new IOException($"'{Denial.Printable(from.Written)}' cannot be moved into itself, and what the host serves cannot be moved.");
        }

        if (mount.Tree.Find(target) is { } replaced && target != source && (!overwrite || isDirectory || replaced.IsDirectory))
        {
            throw Exists(to);
        }

        ThrowIfParentIsMissing(target, to);
        if (target != source)
        {
            mount.Tree.Move(source, target);
        }

        return true;
    }

    /// <inheritdoc/>
    public void SetTimes(GuestPath path, DateTime? access, DateTime? write)
    {
        ThrowIfReadOnly(path);
        var relative = Relative(path);
        if (mount.Tree.Find(relative) is null)
        {
            throw NoFile(path);
        }

        if (write is { } time)
        {
            mount.Tree.SetLastWriteTime(relative, time);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The tree is the host's.
    }

    private static FileNotFoundException NoFile(GuestPath path) =>
        new($"Could not find file '{Denial.Printable(path.Written)}'.", Denial.Printable(path.Written));

    private static DirectoryNotFoundException NoDirectory(GuestPath path) =>
        new($"Could not find a part of the path '{Denial.Printable(path.Written)}'.");

    private static IOException Exists(GuestPath path) => new($"The file '{Denial.Printable(path.Written)}' already exists.");

    private FileAttributes Attributes(FileTreeEntry entry) =>
        (entry.IsDirectory ? FileAttributes.Directory : mount.IsWritable ? FileAttributes.Normal : 0)
        | (mount.IsWritable ? 0 : FileAttributes.ReadOnly);

    /// <summary>The path in the tree, once it is recorded that somebody asks for it.</summary>
    private string Relative(GuestPath path) =>
        path.Asker?.Decide("read", path.Full, isGranted: true, mayBeAsked: false) == PermissionVerdict.Denied ? throw Denial.Read(path.Written)
        : path.Full.Length <= root.Length ? ""
        : path.Full[root.Length..].Trim(Path.DirectorySeparatorChar).Replace(Path.DirectorySeparatorChar, '/');

    private void ThrowIfReadOnly(GuestPath path)
    {
        var verdict = path.Asker?.Decide("write", path.Full, mount.IsWritable, mayBeAsked: false);
        if (verdict == PermissionVerdict.Denied && mount.IsWritable)
        {
            throw Denial.Write(path.Written);
        }

        if (!mount.IsWritable)
        {
            throw Denial.Always($"Writing to \"{Denial.Printable(path.Written)}\"", "the host serves it for reading only.");
        }
    }

    private void ThrowIfParentIsMissing(string relative, GuestPath path)
    {
        var end = relative.LastIndexOf('/');
        if (end > 0 && mount.Tree.Find(relative[..end]) is not { IsDirectory: true })
        {
            throw NoDirectory(path);
        }
    }
}
