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

    /// <inheritdoc cref="Path.Exists(string)"/>
    public static bool Exists(string? path, Sandbox sandbox) =>
        FileShims.Exists(path, sandbox) || DirectoryShims.Exists(path, sandbox);
}
