using RExecIL.Verifier.Policies;

namespace RExecIL.Files;

/// <summary>The files of one environment: opened once for all assemblies that hold the same grants. Safe to use from several threads.</summary>
/// <remarks>
/// Assemblies with the same grants share a working directory, and all that hold <see cref="Capability.Temp"/> the temporary one.
/// Those with other grants have a working directory of their own: none can make the relative paths of another mean something else.
/// </remarks>
internal sealed class EnvironmentFiles : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<FilePermissions, FileHolding> _holdings = [];
    private readonly List<GrantedFiles> _answered = [];
    private readonly List<(string Root, GrantedFiles Files)> _mounts;
    private readonly Func<FilePermissions, IConfinedFiles> _files;
    private readonly string _currentDirectory;

    /// <summary>Files, in the strictest way that the system offers.</summary>
    /// <param name="currentDirectory">Where guests start, and what relative grants are meant from.</param>
    /// <param name="mounts">Trees that the host serves; of nested ones the deeper holds.</param>
    /// <exception cref="ArgumentException">A mount has no absolute path, or that of another.</exception>
    internal EnvironmentFiles(string currentDirectory, IReadOnlyList<Mount>? mounts = null)
        : this(
            currentDirectory,
            LinuxCalls.AreOffered() ? permissions => new LinuxFiles(permissions) : permissions => new PortableFiles(permissions),
            mounts)
    {
    }

    /// <summary>Files of that kind.</summary>
    internal EnvironmentFiles(string currentDirectory, Func<FilePermissions, IConfinedFiles> files, IReadOnlyList<Mount>? mounts = null)
    {
        _mounts = [.. (mounts ?? []).Select(mount => (RootOf(mount), mount)).OrderByDescending(mount => mount.Item1.Length).Select(Mounted)];
        if (_mounts.DistinctBy(mount => mount.Root, FilePermission.PathComparer).Count() < _mounts.Count)
        {
            throw new ArgumentException("Two mounts have one path.", nameof(mounts));
        }

        _currentDirectory = Path.GetFullPath(currentDirectory);
        _files = files;
        Temporary = new TemporaryFiles(files);
    }

    /// <summary>The temporary directory of the runs.</summary>
    internal TemporaryFiles Temporary { get; }

    /// <summary>The files that the host serves at a path; null where it serves none.</summary>
    internal GrantedFiles? MountAt(string full) => _mounts.Find(mount => FilePermission.IsWithin(full, mount.Root)).Files;

    /// <summary>What an assembly with these grants holds.</summary>
    internal FileHolding Of(Grants grants)
    {
        var permissions = FilePermissions.Of(grants, _currentDirectory).Sorted();
        lock (_gate)
        {
            if (!_holdings.TryGetValue(permissions, out var holding))
            {
                holding = new FileHolding(new GrantedFiles(permissions, _files), _currentDirectory);
                _holdings.Add(permissions, holding);
            }

            return holding;
        }
    }

    /// <summary>Files with one more grant, which was made by an answer. Closed with the environment.</summary>
    internal GrantedFiles Widen(GrantedFiles granted, FileAccess access, NameGrant more)
    {
        var wider = new GrantedFiles(granted.Permissions.Granting(access, more), _files);
        lock (_gate)
        {
            _answered.Add(wider);
        }

        return wider;
    }

    /// <summary>Closes what the grants hold open. Nothing can be opened afterwards.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            foreach (var granted in _holdings.Values.Select(holding => holding.Granted).Concat(_answered))
            {
                granted.Dispose();
            }
        }

        Temporary.Dispose();
    }

    private static string RootOf(Mount mount) => Path.IsPathFullyQualified(mount.Path)
        ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(mount.Path))
        : throw new ArgumentException($"'{mount.Path}' is no absolute path to mount files at.");

    private static (string Root, GrantedFiles Files) Mounted((string Root, Mount Mount) mount)
    {
        var all = new FilePermission(NameGrant.Of([mount.Root]), []);
        var permissions = new FilePermissions(all, mount.Mount.IsWritable ? all : new FilePermission(NameGrant.Nothing, []));
        return (mount.Root, new GrantedFiles(permissions, _ => new MountedFiles(mount.Mount, mount.Root)));
    }
}

/// <summary>What assemblies with the same grants share.</summary>
/// <param name="granted">The files.</param>
/// <param name="currentDirectory">Where they start.</param>
internal sealed class FileHolding(GrantedFiles granted, string currentDirectory)
{
    private volatile string _currentDirectory = currentDirectory;

    internal GrantedFiles Granted { get; } = granted;

    /// <summary>Their working directory.</summary>
    internal string CurrentDirectory
    {
        get => _currentDirectory;
        set => _currentDirectory = value;
    }
}
