namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="Directory"/>: everything asks the sandbox's file capability.</summary>
public static class DirectoryShims
{
    /// <inheritdoc cref="Directory.Exists(string)"/>
    public static bool Exists(string? path, Sandbox sandbox) =>
        !string.IsNullOrEmpty(path) && Files(sandbox).DirectoryExists(path);

    /// <inheritdoc cref="Directory.Delete(string)"/>
    public static void Delete(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).DeleteDirectory(path, recursive: false);
    }

    /// <inheritdoc cref="Directory.Delete(string, bool)"/>
    public static void Delete(string path, bool recursive, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).DeleteDirectory(path, recursive);
    }

    /// <inheritdoc cref="Directory.CreateDirectory(string)"/>
    public static DirectoryInfo CreateDirectory(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).CreateDirectory(path);
        return DirectoryInfoShims.Create(path, sandbox);
    }

    /// <inheritdoc cref="Directory.CreateTempSubdirectory(string)"/>
    public static DirectoryInfo CreateTempSubdirectory(string? prefix, Sandbox sandbox)
    {
        if (prefix is not null && Path.GetFileName(prefix) != prefix)
        {
            throw new ArgumentException("The value may not contain directory separators.", nameof(prefix));
        }

        return CreateDirectory(Path.Combine(PathShims.GetTempPath(sandbox), prefix + Path.GetRandomFileName()), sandbox);
    }

    /// <inheritdoc cref="Directory.Move(string, string)"/>
    public static void Move(string sourceDirName, string destDirName, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(sourceDirName);
        ArgumentException.ThrowIfNullOrEmpty(destDirName);
        Files(sandbox).MoveDirectory(sourceDirName, destDirName);
    }

    /// <inheritdoc cref="Directory.GetParent(string)"/>
    public static DirectoryInfo? GetParent(string path, Sandbox sandbox)
    {
        var full = PathShims.GetFullPath(path, sandbox);
        return Path.GetDirectoryName(full) is { } parent ? new DirectoryInfo(parent) : null;
    }

    /// <inheritdoc cref="Directory.GetDirectoryRoot(string)"/>
    public static string GetDirectoryRoot(string path, Sandbox sandbox) =>
        Path.GetPathRoot(PathShims.GetFullPath(path, sandbox))!;


    /// <inheritdoc cref="Directory.GetCurrentDirectory()"/>
    public static string GetCurrentDirectory(Sandbox sandbox) => Files(sandbox).CurrentDirectory;

    /// <inheritdoc cref="Directory.SetCurrentDirectory(string)"/>
    public static void SetCurrentDirectory(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Files(sandbox).CurrentDirectory = path;
    }

    /// <inheritdoc cref="Directory.GetFiles(string)"/>
    public static string[] GetFiles(string path, Sandbox sandbox) =>
        [.. Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)];

    /// <inheritdoc cref="Directory.GetFiles(string, string)"/>
    public static string[] GetFiles(string path, string searchPattern, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)];

    /// <inheritdoc cref="Directory.GetFiles(string, string, SearchOption)"/>
    public static string[] GetFiles(string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(searchOption), true, false, sandbox)];

    /// <inheritdoc cref="Directory.GetFiles(string, string, EnumerationOptions)"/>
    public static string[] GetFiles(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Copy(enumerationOptions), true, false, sandbox)];

    /// <inheritdoc cref="Directory.GetDirectories(string)"/>
    public static string[] GetDirectories(string path, Sandbox sandbox) =>
        [.. Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)];

    /// <inheritdoc cref="Directory.GetDirectories(string, string)"/>
    public static string[] GetDirectories(string path, string searchPattern, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)];

    /// <inheritdoc cref="Directory.GetDirectories(string, string, SearchOption)"/>
    public static string[] GetDirectories(
        string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(searchOption), false, true, sandbox)];

    /// <inheritdoc cref="Directory.GetDirectories(string, string, EnumerationOptions)"/>
    public static string[] GetDirectories(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Copy(enumerationOptions), false, true, sandbox)];

    /// <inheritdoc cref="Directory.GetFileSystemEntries(string)"/>
    public static string[] GetFileSystemEntries(string path, Sandbox sandbox) =>
        [.. Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)];

    /// <inheritdoc cref="Directory.GetFileSystemEntries(string, string)"/>
    public static string[] GetFileSystemEntries(string path, string searchPattern, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)];

    /// <inheritdoc cref="Directory.GetFileSystemEntries(string, string, SearchOption)"/>
    public static string[] GetFileSystemEntries(
        string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Listing(searchOption), true, true, sandbox)];

    /// <inheritdoc cref="Directory.GetFileSystemEntries(string, string, EnumerationOptions)"/>
    public static string[] GetFileSystemEntries(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. Enumerate(path, searchPattern, Copy(enumerationOptions), true, true, sandbox)];

    /// <inheritdoc cref="Directory.EnumerateFiles(string)"/>
    public static IEnumerable<string> EnumerateFiles(string path, Sandbox sandbox) =>
        Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), true, false, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFiles(string, string)"/>
    public static IEnumerable<string> EnumerateFiles(string path, string searchPattern, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), true, false, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFiles(string, string, SearchOption)"/>
    public static IEnumerable<string> EnumerateFiles(
        string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(searchOption), true, false, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFiles(string, string, EnumerationOptions)"/>
    public static IEnumerable<string> EnumerateFiles(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Copy(enumerationOptions), true, false, sandbox);

    /// <inheritdoc cref="Directory.EnumerateDirectories(string)"/>
    public static IEnumerable<string> EnumerateDirectories(string path, Sandbox sandbox) =>
        Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), false, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateDirectories(string, string)"/>
    public static IEnumerable<string> EnumerateDirectories(string path, string searchPattern, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), false, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateDirectories(string, string, SearchOption)"/>
    public static IEnumerable<string> EnumerateDirectories(
        string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(searchOption), false, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateDirectories(string, string, EnumerationOptions)"/>
    public static IEnumerable<string> EnumerateDirectories(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Copy(enumerationOptions), false, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFileSystemEntries(string)"/>
    public static IEnumerable<string> EnumerateFileSystemEntries(string path, Sandbox sandbox) =>
        Enumerate(path, "*", Listing(SearchOption.TopDirectoryOnly), true, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFileSystemEntries(string, string)"/>
    public static IEnumerable<string> EnumerateFileSystemEntries(string path, string searchPattern, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(SearchOption.TopDirectoryOnly), true, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFileSystemEntries(string, string, SearchOption)"/>
    public static IEnumerable<string> EnumerateFileSystemEntries(
        string path, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Listing(searchOption), true, true, sandbox);

    /// <inheritdoc cref="Directory.EnumerateFileSystemEntries(string, string, EnumerationOptions)"/>
    public static IEnumerable<string> EnumerateFileSystemEntries(
        string path, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        Enumerate(path, searchPattern, Copy(enumerationOptions), true, true, sandbox);

    /// <inheritdoc cref="Directory.GetCreationTime(string)"/>
    public static DateTime GetCreationTime(string path, Sandbox sandbox) => FileShims.GetCreationTime(path, sandbox);

    /// <inheritdoc cref="Directory.GetCreationTimeUtc(string)"/>
    public static DateTime GetCreationTimeUtc(string path, Sandbox sandbox) => FileShims.GetCreationTimeUtc(path, sandbox);

    /// <inheritdoc cref="Directory.GetLastAccessTime(string)"/>
    public static DateTime GetLastAccessTime(string path, Sandbox sandbox) => FileShims.GetLastAccessTime(path, sandbox);

    /// <inheritdoc cref="Directory.GetLastAccessTimeUtc(string)"/>
    public static DateTime GetLastAccessTimeUtc(string path, Sandbox sandbox) => FileShims.GetLastAccessTimeUtc(path, sandbox);

    /// <inheritdoc cref="Directory.GetLastWriteTime(string)"/>
    public static DateTime GetLastWriteTime(string path, Sandbox sandbox) => FileShims.GetLastWriteTime(path, sandbox);

    /// <inheritdoc cref="Directory.GetLastWriteTimeUtc(string)"/>
    public static DateTime GetLastWriteTimeUtc(string path, Sandbox sandbox) => FileShims.GetLastWriteTimeUtc(path, sandbox);

    /// <inheritdoc cref="Directory.SetLastAccessTime(string, DateTime)"/>
    public static void SetLastAccessTime(string path, DateTime lastAccessTime, Sandbox sandbox) =>
        FileShims.SetLastAccessTime(path, lastAccessTime, sandbox);

    /// <inheritdoc cref="Directory.SetLastAccessTimeUtc(string, DateTime)"/>
    public static void SetLastAccessTimeUtc(string path, DateTime lastAccessTimeUtc, Sandbox sandbox) =>
        FileShims.SetLastAccessTimeUtc(path, lastAccessTimeUtc, sandbox);

    /// <inheritdoc cref="Directory.SetLastWriteTime(string, DateTime)"/>
    public static void SetLastWriteTime(string path, DateTime lastWriteTime, Sandbox sandbox) =>
        FileShims.SetLastWriteTime(path, lastWriteTime, sandbox);

    /// <inheritdoc cref="Directory.SetLastWriteTimeUtc(string, DateTime)"/>
    public static void SetLastWriteTimeUtc(string path, DateTime lastWriteTimeUtc, Sandbox sandbox) =>
        FileShims.SetLastWriteTimeUtc(path, lastWriteTimeUtc, sandbox);

    private static IGuestFiles Files(Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        return sandbox.Files;
    }

    internal static IEnumerable<string> Enumerate(
        string path, string searchPattern, EnumerationOptions options, bool files, bool directories, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(searchPattern);
        return Files(sandbox).Enumerate(path, searchPattern, options, files, directories);
    }

    // The options that the framework uses for a SearchOption.
    internal static EnumerationOptions Listing(SearchOption searchOption) => new()
    {
        AttributesToSkip = 0,
        IgnoreInaccessible = false,
        MatchType = MatchType.Win32,
        RecurseSubdirectories = searchOption switch
        {
            SearchOption.TopDirectoryOnly => false,
            SearchOption.AllDirectories => true,
            _ => throw new ArgumentOutOfRangeException(nameof(searchOption), "Enum value was out of legal range."),
        },
    };

    // The guest could change its own object between the check and the use.
    internal static EnumerationOptions Copy(EnumerationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new EnumerationOptions
        {
            AttributesToSkip = options.AttributesToSkip,
            BufferSize = 0,
            IgnoreInaccessible = options.IgnoreInaccessible,
            MatchCasing = options.MatchCasing,
            MatchType = options.MatchType,
            MaxRecursionDepth = options.MaxRecursionDepth,
            RecurseSubdirectories = options.RecurseSubdirectories,
            ReturnSpecialDirectories = options.ReturnSpecialDirectories,
        };
    }
}
