using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using RExecIL.Runtime;
using RExecIL.Runtime.Streams;

namespace RExecIL.Files;

/// <summary>Files of Linux: judging and acting are one call of the kernel, beneath a directory that is held open.</summary>
/// <remarks>
/// <para>A path is tried as it is written. When the kernel meets a link on the way it does nothing, and the links are
/// followed here, one by one; what comes out is judged by name and tried in the same way. So a link that is put in
/// place at any moment ends an attempt, and never leads one elsewhere.</para>
/// <para>What is denied is known by name and, where it was there when the grant was made, by inode: with denials, each
/// directory on the way is opened by itself and compared.</para>
/// <para>What is opened is a regular file, asked of the handle: no device, no pipe, no socket.</para>
/// </remarks>
internal sealed class LinuxFiles : IConfinedFiles
{
    private const int MaxAttempts = 64;

    private const byte KindOfDirectory = 4;
    private const byte KindOfFile = 8;

    /// <summary>For everybody, less what the process masks out; as the framework does.</summary>
    private const uint ReadableAndWritable = 0x1B6;

    private readonly FilePermissions _permissions;
    private readonly ImmutableArray<GrantAnchor> _readable;
    private readonly ImmutableArray<GrantAnchor> _writable;
    private readonly ImmutableArray<SafeFileHandle> _held;
    private readonly ImmutableArray<FileIdentity> _notReadable;
    private readonly ImmutableArray<FileIdentity> _notWritable;
    private readonly ImmutableArray<FileIdentity> _neither;
    private readonly ImmutableArray<ulong> _doors;

    internal LinuxFiles(FilePermissions permissions)
    {
        _permissions = permissions;
        _readable = Anchors(permissions.Reading);
        _writable = Anchors(permissions.Writing);
        var held = new List<SafeFileHandle>();
        _notReadable = Identities(permissions.Reading.Denied.Items, held);
        _notWritable = Identities(permissions.Writing.Denied.Items, held);
        _neither = [.. _notReadable.Union(_notWritable)];
        _held = [.. held];
        _doors = _readable.IsEmpty && _writable.IsEmpty ? [] : Doors();
    }

    public Stream Open(
        GuestPath path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        var flags = LinuxCalls.NonBlocking
            | (access switch
            {
                FileAccess.Read => LinuxCalls.ReadOnly,
                FileAccess.Write => LinuxCalls.WriteOnly,
                _ => LinuxCalls.ReadWrite,
            })
            | (mode switch
            {
                FileMode.CreateNew => LinuxCalls.Create | LinuxCalls.Exclusive,
                FileMode.Create or FileMode.OpenOrCreate or FileMode.Append => LinuxCalls.Create,
                _ => 0,
            })
            | ((options & FileOptions.WriteThrough) != 0 ? LinuxCalls.Synchronous : 0);
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Candidate(path, access, attempt, isEntry: false) is not { } real)
            {
                continue;
            }

            // A slash at the end says that it is a directory; the kernel finds out.
            var place = Find(real, access).At(real);
            if (Path.EndsInDirectorySeparator(path.Full) && !place.Name.EndsWith('/'))
            {
                place = place with { Name = place.Name + "/" };
            }

            var handle = OpenChecked(place, flags, ReadableAndWritable, access, path, real, out var status, out var error);
            if (error == LinuxCalls.Link || (error == LinuxCalls.Exists && attempt == 0))
            {
                // Of a link in the place of a new file it is the target that counts.
                continue;
            }

            if (handle is null)
            {
                throw OpeningFailure(error, path, real, access);
            }

            try
            {
                return Stream(handle, status, path, real, mode, access, share, bufferSize);
            }
            catch
            {
                handle.Dispose();
                throw;
            }
        }

        throw Restless(path);
    }

    public FileStatus Status(GuestPath path)
    {
        using var handle = OpenToLook(path, FileAccess.Read, LinuxCalls.PathOnly, out _, out var status, out _);
        return handle is null ? FileStatus.Missing : status.ToGuest(Path.GetFileName(Path.TrimEndingDirectorySeparator(path.Full)));
    }

    public OpenedDirectory Entries(GuestPath path, FileAccess access, FileAttributes asked)
    {
        const int ToList = LinuxCalls.ReadOnly | LinuxCalls.NonBlocking;
        var handle = OpenToLook(path, access, ToList | LinuxCalls.Directory, out var real, out _, out var error);
        return handle is not null ? new OpenedDirectory(real, Read(handle, real, path.Written, (asked & FileAttributes.ReadOnly) != 0))
            : error is LinuxCalls.NoAccess ? throw NoAccess(path)
            : throw NoDirectory(path);
    }

    public void MakeDirectory(GuestPath path) => Change(path, FileAccess.Write, (parent, name, real) =>
    {
        var error = LinuxCalls.MakeDirectory(parent, name);
        if (error != LinuxCalls.Exists)
        {
            return error;
        }

        // There is something, and a directory is what was asked for.
        LinuxCalls.GetStatus(parent, name, out var status);
        return status.IsDirectory ? 0 : status.IsLink && Status(path).IsDirectory ? 0 : LinuxCalls.Exists;
    });

    public bool Remove(GuestPath path, bool isDirectory)
    {
        var found = true;
        Change(path, FileAccess.Write, (parent, name, _) =>
        {
            var error = LinuxCalls.Remove(parent, name, isDirectory);
            if (error == LinuxCalls.NoDirectory && IsLinkToDirectory(parent, name))
            {
                error = LinuxCalls.Remove(parent, name, isDirectory: false);
            }

            found = error != LinuxCalls.NoEntry;
            return found ? error : 0;
        });
        return found;

        bool IsLinkToDirectory(SafeFileHandle parent, string name) =>
            isDirectory && LinuxCalls.GetStatus(parent, name, out var status) == 0 && status.IsLink && LeadsToDirectory(path.Full);
    }

    public bool Rename(GuestPath from, GuestPath to, bool overwrite, bool isDirectory)
    {
        var isSameDevice = true;
        Change(from, FileAccess.ReadWrite, (source, name, realSource) =>
        {
            var problem = 0;
            Change(to, FileAccess.Write, (target, newName, realTarget) =>
            {
                problem = RefuseToMove(from, realSource, source, name, isDirectory);
                if (problem != 0)
                {
                    return 0;
                }

                if (isDirectory && (_permissions.Reading.DeniesWithin(realTarget) || _permissions.Writing.DeniesWithin(realTarget)))
                {
                    throw FilePermissions.Refused(realTarget, to, FileAccess.Write);
                }

                var error = LinuxCalls.Rename(source, name, target, newName, overwrite);
                if (error == LinuxCalls.Invalid && !overwrite)
                {
                    // Not every file system knows how to rename onto nothing only.
                    error = LinuxCalls.GetStatus(target, newName, out _) == 0
                        ? LinuxCalls.Exists
                        : LinuxCalls.Rename(source, name, target, newName, overwrite: true);
                }

                isSameDevice = error != LinuxCalls.OtherDevice;
                return isSameDevice ? error : 0;
            });
            return problem;
        });
        return isSameDevice;
    }

    public void SetTimes(GuestPath path, DateTime? access, DateTime? write)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Candidate(path, FileAccess.Write, attempt, isEntry: false) is { } real
                && TryChange(path, real, FileAccess.Write, SetTimesUnlessLink))
            {
                return;
            }
        }

        throw Restless(path);

        // Those of a link's target: it is looked for anew when there is a link.
        int SetTimesUnlessLink(SafeFileHandle parent, string name, string real) =>
            LinuxCalls.GetStatus(parent, name, out var status) is var error and not 0 ? error
            : status.IsLink ? LinuxCalls.Link
            : LinuxCalls.SetTimes(parent, name, access, write);
    }

    public void Dispose()
    {
        foreach (var anchor in _readable.Concat(_writable))
        {
            anchor.Dispose();
        }

        foreach (var handle in _held)
        {
            handle.Dispose();
        }
    }

    private static ImmutableArray<GrantAnchor> Anchors(FilePermission permission) =>
        [.. (permission.Allowed.Everything ? permission.Allowed.Names.Items.Prepend("/") : permission.Allowed.Names.Items)
            .Select(path => new GrantAnchor(path))];

    // What is mounted stays mounted: its number is enough.
    private static ImmutableArray<ulong> Doors()
    {
        var opened = new List<SafeFileHandle>();
        var doors = Identities(FilePermission.KernelDirectories, opened).Select(identity => identity.Device);
        var others = Identities(["/"], opened).Select(identity => identity.Device);
        opened.ForEach(handle => handle.Dispose());
        return [.. doors.Except(others)];
    }

    // Held, so that no other file gets the same number while it counts.
    private static ImmutableArray<FileIdentity> Identities(IEnumerable<string> paths, List<SafeFileHandle> held)
    {
        var identities = ImmutableArray.CreateBuilder<FileIdentity>();
        using var root = LinuxCalls.OpenRoot("/", out _);
        foreach (var path in paths)
        {
            var name = path.Trim('/');
            if (root is not null
                && LinuxCalls.OpenBeneath(root, name.Length == 0 ? "." : name, LinuxCalls.PathOnly, 0, out _) is { } handle)
            {
                held.Add(handle);
                if (LinuxCalls.GetStatus(handle, out var status) == 0)
                {
                    identities.Add(status.Identity);
                }
            }
        }

        return identities.ToImmutable();
    }

    /// <summary>The path to try: as written at first, with links followed after that. Null when that is not granted as written.</summary>
    private string? Candidate(GuestPath path, FileAccess access, int attempt, bool isEntry)
    {
        if (attempt == 0)
        {
            // What it really is decides, when it is not granted as written.
            return !_permissions.Cover(path.Full, access) ? null
                : _permissions.Refusal(path.Full, path, access) is { } unrecorded ? throw unrecorded
                : path.Full;
        }

        string real;
        try
        {
            real = isEntry ? RealPath.OfEntry(path.Full, path.Written) : RealPath.Of(path.Full, path.Written);
        }
        catch (IOException) when (!_permissions.Cover(path.Full, access))
        {
            // Whether there are links in a circle elsewhere is not the guest's to know.
            throw FilePermissions.Refused(path.Full, path, access);
        }

        return _permissions.Refusal(real, path, access) is { } refusal ? throw refusal : real;
    }

    /// <summary>The grant nearest to a path that is granted.</summary>
    private GrantAnchor Find(string real, FileAccess access)
    {
        GrantAnchor? nearest = null;
        Search(_readable, FileAccess.Read);
        Search(_writable, FileAccess.Write);
        return nearest ?? throw new System.Diagnostics.UnreachableException($"{real} was judged to be granted.");

        void Search(ImmutableArray<GrantAnchor> anchors, FileAccess kind)
        {
            if ((access & kind) == 0)
            {
                return;
            }

            foreach (var anchor in anchors)
            {
                if (FilePermission.IsWithin(real, anchor.Path) && !(nearest?.Path.Length >= anchor.Path.Length))
                {
                    nearest = anchor;
                }
            }
        }
    }

    /// <summary>Opens to look at it. Null when nothing is there, or it is of another kind, or the system forbids it.</summary>
    private SafeFileHandle? OpenToLook(
        GuestPath path, FileAccess access, int flags, out string real, out LinuxStatus status, out int error)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Candidate(path, access, attempt, isEntry: false) is not { } candidate)
            {
                continue;
            }

            real = candidate;
            var handle = OpenChecked(
                Find(real, access).At(real), flags, 0, access, path, real, out status, out error);
            if (error != LinuxCalls.Link)
            {
                return handle;
            }
        }

        throw Restless(path);
    }

    private IEnumerable<EntryInDirectory> Read(
        SafeFileHandle directory, string real, string written, bool isReadOnlyAsked)
    {
        using (directory)
        {
            var buffer = new byte[16 * 1024];
            while (true)
            {
                var error = LinuxCalls.ReadEntries(directory, buffer, out var length);
                if (error != 0)
                {
                    throw new IOException($"The directory '{Denial.Printable(written)}' cannot be read (error {error}).");
                }

                if (length == 0)
                {
                    yield break;
                }

                // struct linux_dirent64: inode and offset, 8 bytes each; length of the entry, 2; kind, 1; name.
                for (var at = 0; at < length; at += MemoryMarshal.Read<ushort>(buffer.AsSpan(at + 16)))
                {
                    var name = Encoding.UTF8.GetString(buffer.AsSpan(at + 19, buffer.AsSpan(at + 19).IndexOf((byte)0)));
                    if (name is not ("." or ".."))
                    {
                        // Of files and directories the list tells the kind; the rest is looked up.
                        yield return new EntryInDirectory(name, buffer[at + 18] switch
                        {
                            KindOfFile when !isReadOnlyAsked => Listed(FileAttributes.Normal, name),
                            KindOfDirectory when !isReadOnlyAsked => Listed(FileAttributes.Directory, name),
                            _ => Attributes(directory, name, real),
                        });
                    }
                }
            }
        }
    }

    private static FileAttributes Listed(FileAttributes kind, string name) => !name.StartsWith('.') ? kind
        : kind == FileAttributes.Normal ? FileAttributes.Hidden
        : kind | FileAttributes.Hidden;

    private FileAttributes Attributes(SafeFileHandle directory, string name, string real)
    {
        if (LinuxCalls.GetStatus(directory, name, out var status) != 0)
        {
            return FileAttributes.Normal; // it went meanwhile, or its name is no text
        }

        var attributes = status.ToGuest(name).Attributes;
        return status.IsLink && LeadsToDirectory(Path.Join(real, name)) ? attributes | FileAttributes.Directory : attributes;
    }

    private bool LeadsToDirectory(string link)
    {
        try
        {
            return Status(new GuestPath(link, link)).IsDirectory;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            // It leads out, or in a circle.
            return false;
        }
    }

    /// <summary>Opens; what is denied, on the way or at its end, refuses it.</summary>
    private SafeFileHandle? OpenChecked(
        Place place, int flags, uint mode, FileAccess access, GuestPath path, string real, out LinuxStatus status, out int error)
    {
        status = default;
        SafeFileHandle? handle;
        if (Denied(access).IsEmpty)
        {
            handle = LinuxCalls.OpenBeneath(place.Directory, place.Name, flags, mode, out error);
        }
        else
        {
            using var parent = Enter(place, access, path, real, out var name, out error);
            handle = parent is null ? null : LinuxCalls.OpenBeneath(parent, name, flags, mode, out error);
        }

        if (handle is null)
        {
            return null;
        }

        try
        {
            error = LinuxCalls.GetStatus(handle, out status);
            if (error == 0 && IsDenied(status, place.Anchor, access))
            {
                throw FilePermissions.Refused(real, path, access);
            }
        }
        catch
        {
            handle.Dispose();
            throw;
        }

        return handle;
    }

    /// <summary>Opens the directory that a place is in; what is denied on the way refuses it.</summary>
    /// <returns>The caller's own; null when there is none.</returns>
    private SafeFileHandle? Enter(Place place, FileAccess access, GuestPath path, string real, out string name, out int error)
    {
        const int Enterable = LinuxCalls.PathOnly;
        var split = place.Name.TrimEnd('/').LastIndexOf('/') + 1;
        name = place.Name[split..];
        if (Denied(access).IsEmpty || split == 0)
        {
            return LinuxCalls.OpenBeneath(
                place.Directory, split == 0 ? "." : place.Name[..split], Enterable | LinuxCalls.Directory, 0, out error);
        }

        SafeFileHandle? directory = null;
        error = 0;
        foreach (var part in place.Name[..split].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            using var above = directory;
            directory = LinuxCalls.OpenBeneath(above ?? place.Directory, part, Enterable | LinuxCalls.Directory, 0, out error);
            if (directory is null)
            {
                return null;
            }

            if ((error = LinuxCalls.GetStatus(directory, out var status)) != 0 || IsDenied(status, place.Anchor, access))
            {
                directory.Dispose();
                return error != 0 ? null : throw FilePermissions.Refused(real, path, access);
            }
        }

        return directory;
    }

    private void Change(GuestPath path, FileAccess access, Func<SafeFileHandle, string, string, int> change)
    {
        path = path with { Full = Path.TrimEndingDirectorySeparator(path.Full) };
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (Candidate(path, access, attempt, isEntry: true) is { } real && TryChange(path, real, access, change))
            {
                return;
            }
        }

        throw Restless(path);
    }

    /// <summary>Changes an entry of a directory, which is never followed when it is a link.</summary>
    /// <returns>False when there is a link on the way.</returns>
    private bool TryChange(
        GuestPath path, string real, FileAccess access, Func<SafeFileHandle, string, string, int> change)
    {
        if (Find(real, access).EntryAt(real) is not { } place)
        {
            throw Denial.Always($"Changing \"{Denial.Printable(path.Written)}\"", "it is the root of all files.");
        }

        using var parent = Enter(place, access, path, real, out var name, out var error);
        if (parent is null)
        {
            return error == LinuxCalls.Link ? false
                : throw (error == LinuxCalls.NoEntry ? NoDirectory(path) : Failure(error, path));
        }

        if (LinuxCalls.GetStatus(parent, name, out var status) == 0 && IsDenied(status, place.Anchor, access))
        {
            throw FilePermissions.Refused(real, path, access);
        }

        error = change(parent, name, real);
        if (error == LinuxCalls.Link)
        {
            return false;
        }

        if (error != 0)
        {
            throw Failure(error, path);
        }

        foreach (var anchor in _readable.Concat(_writable))
        {
            anchor.Refresh(real);
        }

        return true;
    }

    /// <summary>Why what is moved may not be.</summary>
    private int RefuseToMove(GuestPath from, string real, SafeFileHandle parent, string name, bool isDirectory)
    {
        if (_permissions.Reading.DeniesWithin(real) || _permissions.Writing.DeniesWithin(real))
        {
            // Under another name it would not be denied any more.
            throw FilePermissions.Refused(real, from, FileAccess.Write);
        }

        return LinuxCalls.GetStatus(parent, name, out var status) is var error and not 0 ? error
            : status.IsDirectory != isDirectory ? LinuxCalls.NoEntry
            : 0;
    }

    private ConfinedFileStream Stream(
        SafeFileHandle handle,
        LinuxStatus status,
        GuestPath path,
        string real,
        FileMode mode,
        FileAccess access,
        FileShare share,
        int bufferSize)
    {
        if (!status.IsRegularFile)
        {
            throw status.IsDirectory ? NoAccess(path) : NoFile(path);
        }

        if ((access & FileAccess.Write) != 0
            && status.Links > 1
            && !(_permissions.Writing.Allowed.Everything && _permissions.Writing.Denied.IsEmpty))
        {
            throw Denial.Always(
                $"Writing \"{Denial.Printable(path.Written)}\"",
                "the file has other names too (hard links), which may lie outside of what is granted.");
        }

        if (LinuxCalls.Lock(handle, share == FileShare.None) == LinuxCalls.TryAgain)
        {
            throw new IOException(
                $"The process cannot access the file '{Denial.Printable(path.Written)}' because it is being used by another process.");
        }

        LinuxCalls.WaitAgain(handle);
        var stream = new ConfinedFileStream(handle, access, bufferSize, real);
        if (mode is FileMode.Create or FileMode.Truncate)
        {
            stream.SetLength(0);
        }

        if (mode == FileMode.Append)
        {
            stream.Seek(0, SeekOrigin.End);
        }

        return stream;
    }

    private ImmutableArray<FileIdentity> Denied(FileAccess access) => access switch
    {
        FileAccess.Read => _notReadable,
        FileAccess.Write => _notWritable,
        _ => _neither,
    };

    private bool IsDenied(LinuxStatus status, GrantAnchor anchor, FileAccess access) =>
        Denied(access).IndexOf(status.Identity) >= 0 || (!anchor.IsBehindDoor && _doors.IndexOf(status.Device) >= 0);

    private Exception OpeningFailure(int error, GuestPath path, string real, FileAccess access)
    {
        if (error is LinuxCalls.NoEntry && Find(real, access).EntryAt(real) is { } place)
        {
            using var parent = Enter(place, access, path, real, out _, out _);
            return parent is null ? NoDirectory(path) : Failure(error, path);
        }

        return error is LinuxCalls.NoSuchDevice ? NoFile(path) : Failure(error, path);
    }

    private static Exception Failure(int error, GuestPath path) => error switch
    {
        LinuxCalls.NoEntry => new FileNotFoundException($"Could not find file '{Denial.Printable(path.Written)}'.", path.Written),
        LinuxCalls.NoAccess or LinuxCalls.NotPermitted or LinuxCalls.IsDirectory or LinuxCalls.ReadOnlySystem => NoAccess(path),
        LinuxCalls.NameTooLong => new PathTooLongException($"The path '{Denial.Printable(path.Written)}' is too long."),
        LinuxCalls.Exists => new IOException($"The file '{Denial.Printable(path.Written)}' already exists."),
        LinuxCalls.NotEmpty => new IOException($"Directory not empty : '{Denial.Printable(path.Written)}'."),
        LinuxCalls.NoDirectory => new IOException($"Not a directory : '{Denial.Printable(path.Written)}'."),
        _ => new IOException($"'{Denial.Printable(path.Written)}' fails with error {error} of the system."),
    };

    private static UnauthorizedAccessException NoAccess(GuestPath path) =>
        new($"Access to the path '{Denial.Printable(path.Written)}' is denied.");

    private static UnauthorizedAccessException NoFile(GuestPath path) => Denial.Always(
        $"Opening \"{Denial.Printable(path.Written)}\"", "it is a device, a pipe or a socket.");

    private static DirectoryNotFoundException NoDirectory(GuestPath path) =>
        new($"Could not find a part of the path '{Denial.Printable(path.Written)}'.");

    private static IOException Restless(GuestPath path) =>
        new($"The way to '{Denial.Printable(path.Written)}' changes again and again.");
}
