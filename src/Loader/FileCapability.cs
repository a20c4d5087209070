using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;
using RExecIL.Runtime;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>What one environment may do to files: every path of a guest is resolved and judged here.</summary>
/// <remarks>
/// <para>A path is made absolute against the sandbox's own working directory, its links are followed one by one, and
/// what
/// comes out is compared with the grants, which were resolved in the same way. That path is opened, without creating
/// over or truncating anything, and on Linux the kernel is then asked what the handle really is; only what is still
/// granted is truncated or given out. So a link that is put in place between the check and the opening gains
/// nothing.</para>
/// <para>Guests have no way to make links. Hard links that lead out of a granted directory are the host's.</para>
/// </remarks>
internal sealed class FileCapability : IGuestFiles
{
    /// <summary>As many as the Linux kernel follows.</summary>
    private const int MaxLinks = 40;

    private const int MaxCreateAttempts = 8;

    /// <summary>
    /// Doors into the kernel and into other processes; a grant of a directory above does not open them.
    /// </summary>
    private static readonly string[] KernelDirectories = ["/proc", "/sys", "/dev"];

    private static readonly string[] WindowsDevices =
    [
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
        .. Enumerable.Range(0, 10).Select(digit => $"COM{digit}"),
        .. Enumerable.Range(0, 10).Select(digit => $"LPT{digit}"),
    ];

    private readonly Permission _read;
    private readonly Permission _write;
    private volatile string _currentDirectory;

    /// <summary>A capability.</summary>
    /// <param name="grants">What is granted, relative to <paramref name="currentDirectory"/>.</param>
    /// <param name="currentDirectory">Where the guest starts.</param>
    internal FileCapability(Grants grants, string currentDirectory)
    {
        _currentDirectory = Path.GetFullPath(currentDirectory);
        _read = new Permission(Located(grants.Read), [.. Located(grants.DenyRead)]);
        _write = new Permission(Located(grants.Write), [.. Located(grants.DenyWrite)]);
    }

    private static StringComparison Comparison =>
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;

    /// <inheritdoc/>
    public string CurrentDirectory
    {
        get => _read.Covers(_currentDirectory) ? _currentDirectory : throw Denial.Read(".");
        set
        {
            var directory = ForReading(value);
            _currentDirectory = Directory.Exists(directory)
                ? directory
                : throw new DirectoryNotFoundException(
                    $"Could not find a part of the path '{Denial.Printable(value)}'.");
        }
    }

    /// <inheritdoc/>
    public string GetFullPath(string path)
    {
        var full = Absolute(path);

        // Otherwise the answer would tell where the host works.
        return Path.IsPathFullyQualified(path) || _read.Covers(full) || _write.Covers(full)
            ? full
            : throw Denial.Read(path);
    }

    /// <summary>Opens a file, as <see cref="FileStream"/> would.</summary>
    /// <exception cref="UnauthorizedAccessException">No grant covers it.</exception>
    internal FileStream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options)
    {
        var real = Real(Absolute(path), path);
        if (Refusal(real, path, access) is { } refusal)
        {
            throw refusal;
        }

        var (handle, isNew) = OpenHandle(real, mode, access, share, options);
        try
        {
            if (OpenedPath(handle, real) is not { } opened || Refusal(opened, path, access) is not null)
            {
                if (isNew)
                {
                    // What was just made is empty; left lying it would show that the link was followed.
                    Remove(OpenedPath(handle, real));
                }

                throw (access & FileAccess.Write) != 0 ? Denial.Write(path) : Denial.Read(path);
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

    /// <inheritdoc/>
    public bool FileExists(string path) => TryForReading(path) is { } real && File.Exists(real);

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => TryForReading(path) is { } real && Directory.Exists(real);

    /// <inheritdoc/>
    public FileSystemInfo Stat(string path)
    {
        var real = ForReading(path);
        FileSystemInfo status = Directory.Exists(real) ? new DirectoryInfo(real) : new FileInfo(real);
        status.Refresh();
        return status;
    }

    /// <inheritdoc/>
    public void DeleteFile(string path) => File.Delete(EntryForWriting(path));

    /// <inheritdoc/>
    public void DeleteDirectory(string path) => Directory.Delete(EntryForWriting(path), recursive: false);

    /// <inheritdoc/>
    public void MoveFile(string from, string to, bool overwrite)
    {
        var source = EntryForWriting(from);
        if (!_read.Covers(source))
        {
            throw Denial.Read(from);
        }

        File.Move(source, EntryForWriting(to), overwrite);
    }

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
        var real = ForReading(shown);
        if (!Directory.Exists(real))
        {
            throw new DirectoryNotFoundException($"Could not find a part of the path '{Denial.Printable(shown)}'.");
        }

        return Walk(shown, real, Matcher(Path.GetFileName(pattern), options), options, files, directories);
    }

    private IEnumerable<string> Walk(
        string shownRoot,
        string realRoot,
        Func<string, bool> matches,
        EnumerationOptions options,
        bool files,
        bool directories)
    {
        var single = new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = options.IgnoreInaccessible };
        var pending = new Queue<(string Shown, string Real, int Depth)>();
        pending.Enqueue((shownRoot, realRoot, 0));
        while (pending.TryDequeue(out var directory))
        {
            foreach (var entry in new DirectoryInfo(directory.Real).EnumerateFileSystemInfos("*", single))
            {
                if (!_read.Covers(entry.FullName) || (entry.Attributes & options.AttributesToSkip) != 0)
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
                    pending.Enqueue((shown, entry.FullName, directory.Depth + 1));
                }
            }
        }
    }

    private static Func<string, bool> Matcher(string pattern, EnumerationOptions options)
    {
        var ignoreCase = options.MatchCasing switch
        {
            MatchCasing.CaseSensitive => false,
            MatchCasing.CaseInsensitive => true,
            _ => !OperatingSystem.IsLinux(),
        };
        if (options.MatchType == MatchType.Simple)
        {
            return name => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase);
        }

        var expression = pattern is "" or "." ? "*" : FileSystemName.TranslateWin32Expression(pattern);
        return name => FileSystemName.MatchesWin32Expression(expression, name, ignoreCase);
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
            return Real(real, real);
        }

        var target = new FileInfo($"/proc/self/fd/{handle.DangerousGetHandle()}").LinkTarget;
        return target is not null
            && target.StartsWith('/')
            && !target.EndsWith(" (deleted)", StringComparison.Ordinal)
                ? target
                : null;
    }

    private static void Remove(string? path)
    {
        if (path is not null && new FileInfo(path) is { Exists: true, Length: 0 })
        {
            File.Delete(path);
        }
    }

    private UnauthorizedAccessException? Refusal(string real, string path, FileAccess access) =>
        (access & FileAccess.Read) != 0 && !_read.Covers(real) ? Denial.Read(path)
        : (access & FileAccess.Write) != 0 && !_write.Covers(real) ? Denial.Write(path)
        : null;

    private string ForReading(string path)
    {
        var real = Real(Absolute(path), path);
        return _read.Covers(real) ? real : throw Denial.Read(path);
    }

    private string? TryForReading(string path)
    {
        try
        {
            return ForReading(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or ArgumentException)
        {
            // File.Exists and its kin say no rather than why.
            return null;
        }
    }

    /// <summary>
    /// The directory entry of that name: of a link the link itself, since that is what is deleted or moved.
    /// </summary>
    private string EntryForWriting(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Absolute(path));
        var parent = Path.GetDirectoryName(full) ?? throw Denial.Write(path);
        var entry = Path.Join(Real(parent, path), Path.GetFileName(full));
        return _write.Covers(entry) ? entry : throw Denial.Write(path);
    }

    private string Absolute(string path)
    {
        var full = Path.GetFullPath(path, _currentDirectory);
        if (OperatingSystem.IsWindows() && !IsPlainWindowsPath(full))
        {
            throw Denial.Always($"The path \"{Denial.Printable(path)}\"", "it names a device or a part of a file.");
        }

        return full;
    }

    private static bool IsPlainWindowsPath(string full) =>
        !full.StartsWith(@"\\", StringComparison.Ordinal)
        && full.IndexOf(':', 2) < 0
        && !full.Split('\\')
            .Select(part => part.Split('.')[0].Trim())
            .Any(name => WindowsDevices.Contains(name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The path with all links followed; what does not exist is left as it is.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    private static string Real(string full, string path)
    {
        var root = Path.GetPathRoot(full)!;
        var real = root;
        var rest = new Stack<string>(Parts(full[root.Length..]));
        var links = 0;
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? root;
                continue;
            }

            var next = Path.Join(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                throw new IOException($"Too many levels of symbolic links: '{Denial.Printable(path)}'.");
            }

            if (Path.GetPathRoot(target) is { Length: > 0 } targetRoot)
            {
                real = targetRoot;
                target = target[targetRoot.Length..];
            }

            foreach (var targetPart in Parts(target))
            {
                rest.Push(targetPart);
            }
        }

        return real;
    }

    // Last part first, as a stack wants them.
    private static IEnumerable<string> Parts(string path) => path
        .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part != ".")
        .Reverse();

    private NameGrant Located(NameGrant grant) => grant.Everything
        ? grant
        : NameGrant.Of(Located(grant.Names));

    private IEnumerable<string> Located(EquatableArray<string> names) =>
        names.Items.Select(name => Real(Path.GetFullPath(name, _currentDirectory), name));

    /// <summary>What one kind of access is granted for; denials win.</summary>
    private sealed record Permission(NameGrant Allowed, EquatableArray<string> Denied)
    {
        internal bool Covers(string real)
        {
            if (Denied.Items.Any(item => IsWithin(real, item)))
            {
                return false;
            }

            var door = KernelDirectories.FirstOrDefault(directory => IsWithin(real, directory));
            return (Allowed.Everything && door is null)
                || Allowed.Names.Items.Any(item => IsWithin(real, item) && (door is null || IsWithin(item, door)));
        }

        private static bool IsWithin(string path, string directory) =>
            path.StartsWith(directory, Comparison)
            && (path.Length == directory.Length
                || Path.EndsInDirectorySeparator(directory)
                || path[directory.Length] == Path.DirectorySeparatorChar);
    }
}
