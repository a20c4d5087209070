using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="DirectoryInfo"/>: the object holds an absolute path, and every use of it asks the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors are found by name.")]
public static class DirectoryInfoShims
{
    /// <inheritdoc cref="DirectoryInfo(string)"/>
    /// <remarks>Made from the sandbox's own working directory. <see cref="object.ToString"/> of it gives the full path.</remarks>
    public static DirectoryInfo Create(string path, Sandbox sandbox) => new(PathShims.GetFullPath(path, sandbox));

    /// <inheritdoc cref="DirectoryInfo.Parent"/>
    public static DirectoryInfo? get_Parent(DirectoryInfo self) =>
        Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(PathOf(self))) is { } parent ? new DirectoryInfo(parent) : null;

    /// <inheritdoc cref="DirectoryInfo.Root"/>
    public static DirectoryInfo get_Root(DirectoryInfo self) => new(Path.GetPathRoot(PathOf(self))!);

    /// <inheritdoc cref="DirectoryInfo.Create()"/>
    public static void Create(DirectoryInfo self, Sandbox sandbox) => DirectoryShims.CreateDirectory(PathOf(self), sandbox);

    /// <inheritdoc cref="DirectoryInfo.CreateSubdirectory(string)"/>
    public static DirectoryInfo CreateSubdirectory(DirectoryInfo self, string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path, PathOf(self));
        return full.StartsWith(Path.Join(PathOf(self), "/"), StringComparison.Ordinal)
            ? DirectoryShims.CreateDirectory(full, sandbox)
            : throw new ArgumentException($"'{Denial.Printable(path)}' is not within the directory.", nameof(path));
    }

    /// <inheritdoc cref="DirectoryInfo.Delete(bool)"/>
    public static void Delete(DirectoryInfo self, bool recursive, Sandbox sandbox) =>
        DirectoryShims.Delete(PathOf(self), recursive, sandbox);

    /// <inheritdoc cref="DirectoryInfo.GetFiles()"/>
    public static FileInfo[] GetFiles(DirectoryInfo self, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)
            .Select(path => new FileInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetFiles(string)"/>
    public static FileInfo[] GetFiles(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)
            .Select(path => new FileInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetFiles(string, SearchOption)"/>
    public static FileInfo[] GetFiles(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), true, false, sandbox)
            .Select(path => new FileInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetFiles(string, EnumerationOptions)"/>
    public static FileInfo[] GetFiles(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), true, false, sandbox)
            .Select(path => new FileInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetDirectories()"/>
    public static DirectoryInfo[] GetDirectories(DirectoryInfo self, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)
            .Select(path => new DirectoryInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetDirectories(string)"/>
    public static DirectoryInfo[] GetDirectories(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)
            .Select(path => new DirectoryInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetDirectories(string, SearchOption)"/>
    public static DirectoryInfo[] GetDirectories(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), false, true, sandbox)
            .Select(path => new DirectoryInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetDirectories(string, EnumerationOptions)"/>
    public static DirectoryInfo[] GetDirectories(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), false, true, sandbox)
            .Select(path => new DirectoryInfo(path))];

    /// <inheritdoc cref="DirectoryInfo.GetFileSystemInfos()"/>
    public static FileSystemInfo[] GetFileSystemInfos(DirectoryInfo self, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)
            .Select(path => Either(path, sandbox))];

    /// <inheritdoc cref="DirectoryInfo.GetFileSystemInfos(string)"/>
    public static FileSystemInfo[] GetFileSystemInfos(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)
            .Select(path => Either(path, sandbox))];

    /// <inheritdoc cref="DirectoryInfo.GetFileSystemInfos(string, SearchOption)"/>
    public static FileSystemInfo[] GetFileSystemInfos(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), true, true, sandbox)
            .Select(path => Either(path, sandbox))];

    /// <inheritdoc cref="DirectoryInfo.GetFileSystemInfos(string, EnumerationOptions)"/>
    public static FileSystemInfo[] GetFileSystemInfos(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        [.. DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), true, true, sandbox)
            .Select(path => Either(path, sandbox))];

    /// <inheritdoc cref="DirectoryInfo.EnumerateFiles()"/>
    public static IEnumerable<FileInfo> EnumerateFiles(DirectoryInfo self, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)
            .Select(path => new FileInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFiles(string)"/>
    public static IEnumerable<FileInfo> EnumerateFiles(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, false, sandbox)
            .Select(path => new FileInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFiles(string, SearchOption)"/>
    public static IEnumerable<FileInfo> EnumerateFiles(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), true, false, sandbox)
            .Select(path => new FileInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFiles(string, EnumerationOptions)"/>
    public static IEnumerable<FileInfo> EnumerateFiles(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), true, false, sandbox)
            .Select(path => new FileInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateDirectories()"/>
    public static IEnumerable<DirectoryInfo> EnumerateDirectories(DirectoryInfo self, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)
            .Select(path => new DirectoryInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateDirectories(string)"/>
    public static IEnumerable<DirectoryInfo> EnumerateDirectories(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), false, true, sandbox)
            .Select(path => new DirectoryInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateDirectories(string, SearchOption)"/>
    public static IEnumerable<DirectoryInfo> EnumerateDirectories(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), false, true, sandbox)
            .Select(path => new DirectoryInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateDirectories(string, EnumerationOptions)"/>
    public static IEnumerable<DirectoryInfo> EnumerateDirectories(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), false, true, sandbox)
            .Select(path => new DirectoryInfo(path));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFileSystemInfos()"/>
    public static IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(DirectoryInfo self, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), "*", DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)
            .Select(path => Either(path, sandbox));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFileSystemInfos(string)"/>
    public static IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(DirectoryInfo self, string searchPattern, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(SearchOption.TopDirectoryOnly), true, true, sandbox)
            .Select(path => Either(path, sandbox));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFileSystemInfos(string, SearchOption)"/>
    public static IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(DirectoryInfo self, string searchPattern, SearchOption searchOption, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Listing(searchOption), true, true, sandbox)
            .Select(path => Either(path, sandbox));

    /// <inheritdoc cref="DirectoryInfo.EnumerateFileSystemInfos(string, EnumerationOptions)"/>
    public static IEnumerable<FileSystemInfo> EnumerateFileSystemInfos(DirectoryInfo self, string searchPattern, EnumerationOptions enumerationOptions, Sandbox sandbox) =>
        DirectoryShims.Enumerate(PathOf(self), searchPattern, DirectoryShims.Copy(enumerationOptions), true, true, sandbox)
            .Select(path => Either(path, sandbox));

    private static FileSystemInfo Either(string path, Sandbox sandbox) =>
        DirectoryShims.Exists(path, sandbox) ? new DirectoryInfo(path) : new FileInfo(path);

    private static string PathOf(DirectoryInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.FullName;
    }
}
