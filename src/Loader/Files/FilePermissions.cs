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

    /// <summary>Why an access to a real path is refused; null when it is granted.</summary>
    internal UnauthorizedAccessException? Refusal(string real, string written, FileAccess access) =>
        (access & FileAccess.Read) != 0 && !Reading.Covers(real) ? Denial.Read(written)
        : (access & FileAccess.Write) != 0 && !Writing.Covers(real) ? Denial.Write(written)
        : null;
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

    private static StringComparison Comparison =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <summary>Whether a path is granted whose links were followed.</summary>
    internal bool Covers(string real)
    {
        foreach (var item in Denied.Items)
        {
            if (IsWithin(real, item))
            {
                return false;
            }
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
