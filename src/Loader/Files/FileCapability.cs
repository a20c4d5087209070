using RExecIL.Runtime;
using RExecIL.Verifier.Policies;

namespace RExecIL.Files;

/// <summary>What one assembly may do to files: its paths are made absolute here, and judged below.</summary>
/// <remarks>
/// A path is meant from the assembly's working directory; the process keeps its own. When somebody allows what was not granted, the
/// files are opened again with that grant besides, and the request is tried anew.
/// </remarks>
internal sealed class FileCapability : IGuestFiles, IDisposable
{
    private static readonly string[] WindowsDevices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        .. Enumerable.Range(0, 10).Select(digit => $"COM{digit}"),
        .. Enumerable.Range(0, 10).Select(digit => $"LPT{digit}"),
    ];

    private readonly EnvironmentFiles _environment;
    private readonly FileHolding _holding;
    private readonly GuestAssembly? _asker;
    private volatile GrantedFiles _granted;
    private volatile bool _holdsTemporary;

    /// <summary>The capability of one assembly.</summary>
    /// <param name="environment">The files of its environment.</param>
    /// <param name="asker">The assembly.</param>
    internal FileCapability(EnvironmentFiles environment, GuestAssembly asker)
        : this(environment, asker.Grants) => _asker = asker;

    /// <summary>A capability of its own whose requests nobody hears of, in the strictest way that the system offers.</summary>
    /// <param name="grants">What is granted, relative to <paramref name="currentDirectory"/>.</param>
    /// <param name="currentDirectory">Where the guest starts.</param>
    /// <param name="mounts">Trees that the host serves; of nested ones the deeper holds.</param>
    /// <exception cref="ArgumentException">A mount has no absolute path, or that of another.</exception>
    internal FileCapability(Grants grants, string currentDirectory, IReadOnlyList<Mount>? mounts = null)
        : this(new EnvironmentFiles(currentDirectory, mounts), grants)
    {
    }

    /// <summary>A capability over files of that kind.</summary>
    internal FileCapability(Grants grants, string currentDirectory, Func<FilePermissions, IConfinedFiles> files, IReadOnlyList<Mount>? mounts = null)
        : this(new EnvironmentFiles(currentDirectory, files, mounts), grants)
    {
    }

    private FileCapability(EnvironmentFiles environment, Grants grants)
    {
        _environment = environment;
        _holding = environment.Of(grants);
        _granted = _holding.Granted;
        _holdsTemporary = (grants.Capabilities & Capability.Temp) != 0;
    }

    /// <inheritdoc/>
    public string CurrentDirectory
    {
        get => Decided(() =>
        {
            var current = _holding.CurrentDirectory;
            return IsReadable(current) || Refusal(new GuestPath(current, ".", _asker)) is not { } refusal ? current : throw refusal;
        });
        set
        {
            var path = Located(value);
            var (isDirectory, isOnDisk) = Decided(() => (For(path).Files.Status(path).IsDirectory, For(path).AreOnDisk));
            _holding.CurrentDirectory = isDirectory
                ? isOnDisk ? RealPath.Of(path.Full, value) : path.Full
                : throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(value)}'.");
        }
    }

    /// <inheritdoc/>
    public string TemporaryDirectory
    {
        get
        {
            _holdsTemporary = _asker is null
                ? _holdsTemporary
                : _asker.Decide("temp", null, _holdsTemporary) != PermissionVerdict.Denied;
            return _holdsTemporary ? _environment.Temporary.Directory : throw Denial.Temp();
        }
    }

    /// <inheritdoc/>
    public string GetFullPath(string path)
    {
        var located = Located(path);
        var full = located.Full;

        // Otherwise the answer would tell where the host works.
        return Path.IsPathFullyQualified(path)
            ? full
            : Decided(() => IsReadable(full) || _granted.Permissions.Writing.Covers(full) || Refusal(located) is not { } refusal
                ? full
                : throw refusal);
    }

    /// <summary>Opens a file, as <see cref="FileStream"/> would.</summary>
    /// <exception cref="UnauthorizedAccessException">No grant covers it.</exception>
    internal Stream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
        Decided(() => For(Located(path), out var located).Files.Open(located, mode, access, share, bufferSize, options));

    /// <summary>A run begins: it may use a temporary directory.</summary>
    internal void BeginRun() => _environment.Temporary.BeginRun();

    /// <summary>A run has ended. With the last of several at once goes what they left in the temporary directory.</summary>
    internal void EndRun() => _environment.Temporary.EndRun();

    /// <inheritdoc/>
    public bool FileExists(string path) =>
        TryStat(path) is { Exists: true, IsDirectory: false } && !Path.EndsInDirectorySeparator(path);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => TryStat(path).IsDirectory;

    /// <inheritdoc/>
    public FileStatus Stat(string path) => Decided(() => For(Located(path), out var located).Files.Status(located));

    /// <inheritdoc/>
    public void DeleteFile(string path) => Decided(() => For(Located(path), out var located).Files.Remove(located, isDirectory: false));

    /// <inheritdoc/>
    public void CreateDirectory(string path)
    {
        if (TryStat(path).IsDirectory)
        {
            return;
        }

        var missing = new Stack<GuestPath>([Located(path)]);
        while (missing.TryPeek(out var next))
        {
            try
            {
                Decided(() =>
                {
                    For(next).Files.MakeDirectory(next);
                    return true;
                });
                missing.Pop();
            }
            catch (DirectoryNotFoundException)
            {
                // The one above is not there either. Above the root there is none.
                var full = Path.TrimEndingDirectorySeparator(next.Full);
                missing.Push(Path.GetDirectoryName(full) is { } above ? new GuestPath(above, above, _asker) : throw Denial.Write(path));
            }
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path, bool recursive)
    {
        var root = Located(path);
        try
        {
            if (!Decided(() => For(root).Files.Remove(root, isDirectory: true)))
            {
                throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(path)}'.");
            }
        }
        catch (IOException e) when (recursive && e is not DirectoryNotFoundException)
        {
            Decided(() =>
            {
                DeleteWithAll(root);
                return true;
            });
        }
    }

    /// <inheritdoc/>
    public bool MoveFile(string from, string to, bool overwrite) =>
        Decided(() => Rename(Located(from), Located(to), overwrite, isDirectory: false));

    /// <inheritdoc/>
    public void MoveDirectory(string from, string to)
    {
        try
        {
            if (!Decided(() => Rename(Located(from), Located(to), overwrite: false, isDirectory: true)))
            {
                throw new IOException("Source and destination path must have identical roots. Move will not work across volumes.");
            }
        }
        catch (FileNotFoundException)
        {
            throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(from)}'.");
        }
    }

    /// <inheritdoc/>
    public void SetTimes(string path, DateTime? access, DateTime? write) => Decided(() =>
    {
        For(Located(path), out var located).Files.SetTimes(located, access, write);
        return true;
    });

    /// <inheritdoc/>
    public IEnumerable<string> Enumerate(
        string path, string pattern, EnumerationOptions options, bool files, bool directories)
    {
        if (pattern.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(pattern))
        {
            throw new ArgumentException("Second path fragment must not be a drive or UNC name.", nameof(pattern));
        }

        // As the framework does: the directory part of the pattern belongs to the path.
        var shown = Path.Combine(path, Path.GetDirectoryName(pattern) ?? "");
        var root = Located(shown);

        // Opened now, so that a denial comes from the call and not from the first step of a loop; by later loops anew.
        var (granted, first) = Decided(() => (For(root), For(root).Files.Entries(root, FileAccess.Read, options.AttributesToSkip)));
        OpenedDirectory? opened = first;
        return Walk(
            granted,
            () =>
            {
                var next = opened ?? granted.Files.Entries(root with { Asker = null }, FileAccess.Read, options.AttributesToSkip);
                opened = null;
                return next;
            },
            shown,
            NamePattern.Of(Path.GetFileName(pattern), options),
            options,
            files,
            directories);
    }

    /// <summary>Closes what the grants hold open. Nothing can be opened afterwards.</summary>
    public void Dispose() => _environment.Dispose();

    /// <summary>Does something, and again with more grants when somebody allows what is missing: each time for one more answer.</summary>
    private T Decided<T>(Func<T> request)
    {
        while (true)
        {
            try
            {
                return request();
            }
            catch (NewlyGrantedException answered)
            {
                var permission = answered.Access == FileAccess.Read ? "read" : "write";
                _granted = _environment.Widen(
                    _granted,
                    answered.Access,
                    _asker!.Answers.IsWhole(permission) ? NameGrant.All.Union(NameGrant.Of(answered.Real)) : NameGrant.Of(answered.Real));
            }
        }
    }

    private UnauthorizedAccessException? Refusal(GuestPath path) => _granted.Permissions.Refusal(path.Full, path, FileAccess.Read);

    private static IEnumerable<string> Walk(
        GrantedFiles granted,
        Func<OpenedDirectory> open,
        string shownRoot,
        Func<string, bool> matches,
        EnumerationOptions options,
        bool files,
        bool directories)
    {
        var root = open();
        var pending = new Queue<(string Real, string Shown, int Depth)>();
        pending.Enqueue((root.RealPath, shownRoot, 0));
        while (pending.TryDequeue(out var directory))
        {
            foreach (var entry in directory.Depth == 0 ? root.Entries : EntriesBelow(granted, directory.Real, directory.Shown, options))
            {
                var real = Path.Join(directory.Real, entry.Name);
                if ((entry.Attributes & options.AttributesToSkip) != 0 || !granted.Permissions.Reading.Covers(real))
                {
                    continue;
                }

                var shown = Path.Join(directory.Shown, entry.Name);
                var isDirectory = (entry.Attributes & FileAttributes.Directory) != 0;
                if ((isDirectory ? directories : files) && matches(entry.Name))
                {
                    yield return shown;
                }

                // Links are listed and not entered: they could lead out, or in a circle.
                if (isDirectory
                    && options.RecurseSubdirectories
                    && directory.Depth < options.MaxRecursionDepth
                    && (entry.Attributes & FileAttributes.ReparsePoint) == 0)
                {
                    pending.Enqueue((real, shown, directory.Depth + 1));
                }
            }
        }
    }

    /// <summary>Deletes a directory and what it holds. What is denied in it keeps all of it.</summary>
    private void DeleteWithAll(GuestPath root)
    {
        var files = For(root).Files;
        if (For(root) is { AreOnDisk: true } granted && granted.Permissions.Writing.DeniesWithin(RealPath.OfEntry(root.Full, root.Written)))
        {
            throw FilePermissions.Refused(root.Full, root, FileAccess.Write);
        }

        // Without recursion: a guest makes directories deeper than a stack.
        var pending = new Stack<GuestPath>([root]);
        while (pending.TryPeek(out var directory))
        {
            var deeper = false;
            foreach (var entry in files.Entries(directory, FileAccess.Write).Entries)
            {
                var path = new GuestPath(Path.Join(directory.Full, entry.Name), Path.Join(directory.Written, entry.Name), _asker);
                if ((entry.Attributes & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == FileAttributes.Directory)
                {
                    pending.Push(path);
                    deeper = true;
                    break;
                }

                files.Remove(path, isDirectory: false);
            }

            if (!deeper)
            {
                files.Remove(directory, isDirectory: true);
                pending.Pop();
            }
        }
    }

    private static IEnumerable<EntryInDirectory> EntriesBelow(GrantedFiles granted, string real, string shown, EnumerationOptions options)
    {
        try
        {
            // Where it is a link by now, the entries of what it leads to are not those of this directory.
            var opened = granted.Files.Entries(new GuestPath(real, shown), FileAccess.Read, options.AttributesToSkip);
            return opened.RealPath == real ? opened.Entries : [];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // it went meanwhile
        }
        catch (UnauthorizedAccessException) when (options.IgnoreInaccessible)
        {
            return [];
        }
    }

    private FileStatus TryStat(string path)
    {
        try
        {
            return Stat(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            // File.Exists and its kin say no rather than why.
            return FileStatus.Missing;
        }
    }

    private bool IsReadable(string full) =>
        _granted.Permissions.Reading.Covers(full) || For(new GuestPath(full, full)).Permissions.Reading.Covers(full);

    // Between the temporary directory and the rest files are copied, as between devices.
    private bool Rename(GuestPath from, GuestPath to, bool overwrite, bool isDirectory) =>
        For(from) is var granted && granted == For(to) && granted.Files.Rename(from, to, overwrite, isDirectory);

    private GrantedFiles For(GuestPath path, out GuestPath located)
    {
        located = path;
        return For(path);
    }

    private GrantedFiles For(GuestPath path) =>
        Temporary is { } temporary && temporary.Permissions.Reading.Covers(path.Full) ? temporary
        : _environment.MountAt(path.Full) ?? _granted;

    private GrantedFiles? Temporary => _holdsTemporary ? _environment.Temporary.Current : null;

    private GuestPath Located(string path)
    {
        var full = Path.GetFullPath(path, _holding.CurrentDirectory);
        if (OperatingSystem.IsWindows() && !IsPlainWindowsPath(full))
        {
            throw Denial.Always($"The path \"{Denial.Printable(path)}\"", "it names a device or a part of a file.");
        }

        // The temporary directory is granted as a whole, when it is asked for.
        return new GuestPath(full, path, Temporary?.Permissions.Reading.Covers(full) == true ? null : _asker);
    }

    private static bool IsPlainWindowsPath(string full) =>
        !full.StartsWith(@"\\", StringComparison.Ordinal)
        && full.IndexOf(':', 2) < 0
        && !full.Split('\\')
            .Select(part => part.Split('.')[0].Trim())
            .Any(name => WindowsDevices.Contains(name, StringComparer.OrdinalIgnoreCase));
}
