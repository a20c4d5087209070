using Microsoft.Win32.SafeHandles;

namespace RExecIL.Files;

/// <summary>A granted path as open directories, held from when the grant is made: names above it lead nowhere else later.</summary>
/// <remarks>
/// A granted directory is held itself, so it stays the granted one when the host renames it. A granted file, and what is
/// not there yet, is a name in the nearest directory above that is there.
/// </remarks>
internal sealed class GrantAnchor : IDisposable
{
    private readonly SafeFileHandle? _above;
    private readonly string _name;
    private volatile SafeFileHandle? _directory;

    /// <summary>An anchor.</summary>
    /// <param name="path">The granted path, with links followed.</param>
    internal GrantAnchor(string path)
    {
        Path = path;
        IsBehindDoor = FilePermission.DoorOf(path) is not null;
        var above = path;
        do
        {
            above = System.IO.Path.GetDirectoryName(above) ?? "/";
            _above = LinuxCalls.OpenRoot(above, out _);
        }
        while (_above is null && above != "/");

        _name = path[above.Length..].Trim('/');
        _directory = Directory();
    }

    /// <summary>The granted path.</summary>
    internal string Path { get; }

    /// <summary>Whether the grant names something of the kernel's.</summary>
    internal bool IsBehindDoor { get; }

    /// <summary>Where to look at a path within the grant.</summary>
    internal Place At(string real)
    {
        var rest = real[Path.Length..].TrimStart('/');
        return _directory is { } directory
            ? new Place(this, directory, rest.Length == 0 ? "." : rest)
            : InAbove(rest);
    }

    /// <summary>Where to change the entry of that name; null when that is above every grant.</summary>
    internal Place? EntryAt(string real)
    {
        var rest = real[Path.Length..].Trim('/');
        return rest.Length > 0 ? At(real)
            : _name.Length > 0 ? InAbove(rest)
            : null;
    }

    /// <summary>Takes note of a change by the guest itself to the granted name, such as making the directory anew.</summary>
    internal void Refresh(string changed)
    {
        if (FilePermission.IsWithin(Path, changed))
        {
            // The one before may be in use; it is closed when nothing refers to it.
            _directory = Directory();
        }
    }

    public void Dispose()
    {
        _directory?.Dispose();
        _above?.Dispose();
    }

    private Place InAbove(string rest) => new(
        this,
        _above ?? throw new DirectoryNotFoundException("The root directory cannot be opened."),
        rest.Length == 0 ? _name : $"{_name}/{rest}");

    private SafeFileHandle? Directory() => _above is null
        ? null
        : LinuxCalls.OpenBeneath(
            _above, _name.Length == 0 ? "." : _name, LinuxCalls.PathOnly | LinuxCalls.Directory, 0, out _);
}

/// <summary>A name beneath an open directory.</summary>
internal readonly record struct Place(GrantAnchor Anchor, SafeFileHandle Directory, string Name);
