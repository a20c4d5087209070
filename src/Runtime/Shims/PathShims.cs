namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the members of <see cref="Path"/> that look at the process or the disk.</summary>
public static class PathShims
{
    /// <inheritdoc cref="Path.GetFullPath(string)"/>
    public static string GetFullPath(string path, Sandbox sandbox)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return sandbox.Files.GetFullPath(path);
    }

    /// <inheritdoc cref="Path.GetFullPath(string, string)"/>
    public static string GetFullPath(string path, string basePath, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(path);
        return GetFullPath(Path.GetFullPath(path, basePath), sandbox);
    }

    /// <inheritdoc cref="Path.GetRelativePath(string, string)"/>
    public static string GetRelativePath(string relativeTo, string path, Sandbox sandbox) =>
        Path.GetRelativePath(GetFullPath(relativeTo, sandbox), GetFullPath(path, sandbox));

    /// <inheritdoc cref="Path.GetTempPath()"/>
    /// <remarks>A directory of the run's own.</remarks>
    public static string GetTempPath(Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();
        return sandbox.Files.TemporaryDirectory + Path.DirectorySeparatorChar;
    }

    /// <inheritdoc cref="Path.GetTempFileName()"/>
    public static string GetTempFileName(Sandbox sandbox)
    {
        var path = Path.Combine(GetTempPath(sandbox), $"tmp{Path.GetRandomFileName()}.tmp");
        FileOpening.Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, sandbox).Dispose();
        return path;
    }

    /// <inheritdoc cref="Path.Exists(string)"/>
    public static bool Exists(string? path, Sandbox sandbox) =>
        FileShims.Exists(path, sandbox) || DirectoryShims.Exists(path, sandbox);
}
