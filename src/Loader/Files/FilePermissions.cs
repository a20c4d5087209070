using RExecIL.Runtime;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Files;

/// <summary>What is granted, by real paths: which of them a guest may read, and which it may write. Immutable.</summary>
internal sealed record FilePermissions(FilePermission Reading, FilePermission Writing)
{
    /// <summary>The permissions of grants whose paths are meant from a directory.</summary>
    internal static FilePermissions Of(Grants grants, string directory)
    {
        return new FilePermissions(
            new FilePermission(Located(grants.Read), [.. Real(grants.DenyRead)]),
            new FilePermission(Located(grants.Write), [.. Real(grants.DenyWrite)]));

        NameGrant Located(NameGrant grant) => grant.Everything ? grant : NameGrant.Of(Real(grant.Names));

        IEnumerable<string> Real(EquatableArray<string> names) =>
            names.Items.Select(name => RealPath.Of(Path.GetFullPath(name, directory), name));
    }

    /// <summary>The same with all names in one order.</summary>
    internal FilePermissions Sorted() => new(Reading.Sorted(), Writing.Sorted());

    /// <summary>The same with more that is allowed.</summary>
    internal FilePermissions Granting(FileAccess access, NameGrant more) => access == FileAccess.Read
        ? this with { Reading = Reading with { Allowed = Reading.Allowed.Union(more) } }
        : this with { Writing = Writing with { Allowed = Writing.Allowed.Union(more) } };

    /// <summary>Whether an access to a real path is granted.</summary>
    internal bool Cover(string real, FileAccess access) =>
        ((access & FileAccess.Read) == 0 || Reading.Covers(real)) && ((access & FileAccess.Write) == 0 || Writing.Covers(real));

    /// <summary>Decides on an access to a real path: why it is refused; null when it is granted.</summary>
    /// <exception cref="NewlyGrantedException">Somebody has allowed it.</exception>
    internal UnauthorizedAccessException? Refusal(string real, GuestPath path, FileAccess access) =>
        Refusal(Reading, real, path, access & FileAccess.Read) ?? Refusal(Writing, real, path, access & FileAccess.Write);

    private static UnauthorizedAccessException? Refusal(FilePermission permission, string real, GuestPath path, FileAccess access)
    {
        if (access == 0)
        {
            return null;
        }

        var isGranted = permission.Covers(real);
        return path.Asker?.Decide(NameOf(access), real, isGranted, !permission.Denies(real)) switch
        {
            PermissionVerdict.Answered => throw new NewlyGrantedException(access, real),
            null when isGranted => null,
            PermissionVerdict.Granted => null,
            _ => access == FileAccess.Read ? Denial.Read(path.Written) : Denial.Write(path.Written),
        };
    }

    /// <summary>An access that is denied expressly, whatever is granted.</summary>
    internal static UnauthorizedAccessException Refused(string real, GuestPath path, FileAccess access)
    {
        var denied = (access & FileAccess.Write) != 0 ? FileAccess.Write : FileAccess.Read;
        path.Asker?.Decide(NameOf(denied), real, isGranted: false, mayBeAsked: false);
        return denied == FileAccess.Write ? Denial.Write(path.Written) : Denial.Read(path.Written);
    }

    private static string NameOf(FileAccess access) => access == FileAccess.Read ? "read" : "write";
}

/// <summary>What one kind of access is granted for; denials win.</summary>
internal sealed record FilePermission(NameGrant Allowed, EquatableArray<string> Denied)
{
    /// <summary>
    /// Doors into the kernel and into other processes; a grant of a directory above does not open them.
    /// </summary>
    internal static readonly string[] KernelDirectories = ["/proc", "/sys", "/dev"];

    /// <summary>Compares paths as the system does.</summary>
    internal static StringComparer PathComparer => StringComparer.FromComparison(Comparison);

    /// <summary>The same with its names in one order.</summary>
    internal FilePermission Sorted() =>
        new(Allowed with { Names = Sorted(Allowed.Names) }, Sorted(Denied));

    private static EquatableArray<string> Sorted(EquatableArray<string> names) => [.. names.Items.Order(StringComparer.Ordinal)];

    private static StringComparison Comparison =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether a path is granted whose links were followed.</summary>
    internal bool Covers(string real)
    {
        if (Denies(real))
        {
            return false;
        }

        var door = DoorOf(real);
        if (Allowed.Everything && door is null)
        {
            return true;
        }

        foreach (var item in Allowed.Names.Items)
        {
            if (IsWithin(real, item) && (door is null || IsWithin(item, door)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a path is denied expressly.</summary>
    internal bool Denies(string real)
    {
        foreach (var item in Denied.Items)
        {
            if (IsWithin(real, item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether something in a directory is denied: moving the directory would give it another name.</summary>
    internal bool DeniesWithin(string directory)
    {
        foreach (var item in Denied.Items)
        {
            if (IsWithin(item, directory))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The kernel's directory that a path is in; null for none.</summary>
    internal static string? DoorOf(string real)
    {
        foreach (var directory in KernelDirectories)
        {
            if (IsWithin(real, directory))
            {
                return directory;
            }
        }

        return null;
    }

    /// <summary>Whether a path is that of a directory or of something in it.</summary>
    internal static bool IsWithin(string path, string directory) =>
        path.StartsWith(directory, Comparison)
        && (path.Length == directory.Length
            || Path.EndsInDirectorySeparator(directory)
            || path[directory.Length] == Path.DirectorySeparatorChar);
}
