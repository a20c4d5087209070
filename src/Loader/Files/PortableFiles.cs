using Microsoft.Win32.SafeHandles;
using RExecIL.Runtime;

namespace RExecIL.Files;

/// <summary>Files by the framework's own means, for systems that cannot open beneath a directory.</summary>
/// <remarks>
/// The links of a path are followed one by one, and what comes out is judged. That path is opened, without creating
/// over or truncating anything, and on Linux the kernel is then asked what the handle really is; only what is still
/// granted is truncated or given out. So a link that is put in place between the check and the opening gains nothing.
/// The other operations are judged and done in two steps: a program of the host that puts links in place between them
/// can lead them astray. Guests have no way to make links.
/// </remarks>
internal sealed class PortableFiles(FilePermissions permissions) : IConfinedFiles
{
    private const int MaxCreateAttempts = 8;

    public Stream Open(
        GuestPath path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        var real = RealPath.Of(path.Full, path.Written);
        if (permissions.Refusal(real, path, access) is { } refusal)
        {
            throw refusal;
        }

        var (handle, isNew) = OpenHandle(real, mode, access, share, options);
        try
        {
            if (OpenedPath(handle, real) is not { } opened
                || !permissions.Cover(opened, access))
            {
                if (isNew)
                {
                    // What was just made is empty; left lying it would show that the link was followed.
                    RemoveEmpty(OpenedPath(handle, real));
                }

                throw FilePermissions.Refused(real, path, access);
            }

            var stream = new FileStream(handle, access, bufferSize, handle.IsAsync);
            if (!isNew && mode is FileMode.Create or FileMode.Truncate)
            {
                stream.SetLength(0);
            }

            if (mode == FileMode.Append)
            {
                stream.Seek(0, SeekOrigin.End);
            }

            return stream;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public FileStatus Status(GuestPath path)
    {
        var real = Real(path, FileAccess.Read);
        FileSystemInfo entry = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        entry.Refresh();
        return entry.Exists
            ? new FileStatus(
                entry.Attributes,
                entry is FileInfo file ? file.Length : 0,
                entry.CreationTimeUtc,
                entry.LastAccessTimeUtc,
                entry.LastWriteTimeUtc)
            : FileStatus.Missing;
    }

    public OpenedDirectory Entries(GuestPath path, FileAccess access, FileAttributes asked)
    {
        var real = Real(path, access);
        return Directory.Exists(real)
            ? new OpenedDirectory(
                real,
                new DirectoryInfo(real)
                    .EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false })
                    .Select(entry => new EntryInDirectory(entry.Name, entry.Attributes)))
            : throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(path.Written)}'.");
    }

    public void MakeDirectory(GuestPath path)
    {
        var real = Real(path, FileAccess.Write);
        if (!Directory.Exists(Path.GetDirectoryName(real)))
        {
            throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(path.Written)}'.");
        }

        Directory.CreateDirectory(real);
    }

    public bool Remove(GuestPath path, bool isDirectory)
    {
        var entry = Entry(path, FileAccess.Write);
        if (isDirectory)
        {
            if (!Directory.Exists(entry))
            {
                return false;
            }

            Directory.Delete(entry, recursive: false);
            return true;
        }

        File.Delete(entry);
        return true;
    }

    public bool Rename(GuestPath from, GuestPath to, bool overwrite, bool isDirectory)
    {
        var source = Entry(from, FileAccess.ReadWrite);
        var target = Entry(to, FileAccess.Write);
        if (DeniesWithin(source))
        {
            // Under another name it would not be denied any more.
            throw FilePermissions.Refused(source, from, FileAccess.Write);
        }

        if (!isDirectory)
        {
            File.Move(source, target, overwrite); // copies where it has to
            return true;
        }

        if (DeniesWithin(target))
        {
            throw FilePermissions.Refused(target, to, FileAccess.Write);
        }

        Directory.Move(source, target);
        return true;
    }

    public void SetTimes(GuestPath path, DateTime? access, DateTime? write)
    {
        var real = Real(path, FileAccess.Write);
        if (access is { } accessed)
        {
            File.SetLastAccessTimeUtc(real, accessed);
        }

        if (write is { } written)
        {
            File.SetLastWriteTimeUtc(real, written);
        }
    }

    public void Dispose()
    {
        // Holds nothing.
    }

    private bool DeniesWithin(string directory) =>
        permissions.Reading.DeniesWithin(directory) || permissions.Writing.DeniesWithin(directory);

    private string Real(GuestPath path, FileAccess access)
    {
        var real = RealPath.Of(path.Full, path.Written);
        return permissions.Refusal(real, path, access) is { } refusal ? throw refusal : real;
    }

    private string Entry(GuestPath path, FileAccess access)
    {
        var real = RealPath.OfEntry(path.Full, path.Written);
        return permissions.Refusal(real, path, access) is { } refusal ? throw refusal : real;
    }

    private static (SafeFileHandle Handle, bool IsNew) OpenHandle(
        string real, FileMode mode, FileAccess access, FileShare share, FileOptions options)
    {
        if (mode == FileMode.CreateNew)
        {
            return (File.OpenHandle(real, FileMode.CreateNew, access, share, options), true);
        }

        if (mode is FileMode.Open or FileMode.Truncate)
        {
            return (File.OpenHandle(real, FileMode.Open, access, share, options), false);
        }

        // Create, OpenOrCreate, Append. Never with a mode that could create through a link or truncate: either the file
        // is there, or it is made where nothing was.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (File.OpenHandle(real, FileMode.Open, access, share, options), false);
            }
            catch (FileNotFoundException)
            {
                try
                {
                    return (File.OpenHandle(real, FileMode.CreateNew, access, share, options), true);
                }
                catch (IOException) when (attempt < MaxCreateAttempts && Path.Exists(real))
                {
                    // Someone else made it in between.
                }
            }
        }
    }

    /// <summary>Where the opened file really is; null when it is nowhere any more.</summary>
    private static string? OpenedPath(SafeFileHandle handle, string real)
    {
        if (!OperatingSystem.IsLinux())
        {
            // Without a way to ask the handle, at least a link that is still there is seen.
            return RealPath.Of(real, real);
        }

        var target = new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget;
        return target is not null
            && target.StartsWith('/')
            && !target.EndsWith(" (deleted)", StringComparison.Ordinal)
                ? target
                : null;
    }

    private static void RemoveEmpty(string? path)
    {
        if (path is not null && new FileInfo(path) is { Exists: true, Length: 0 })
        {
            File.Delete(path);
        }
    }
}
