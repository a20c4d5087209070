using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="FileSystemInfo"/>, which is a path to guests: whatever looks at the disk asks the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors are found by name.")]
public static class FileSystemInfoShims
{
    /// <inheritdoc cref="FileSystemInfo.Exists"/>
    public static bool get_Exists(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self is DirectoryInfo ? DirectoryShims.Exists(self.FullName, sandbox) : FileShims.Exists(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.Name"/>
    public static string get_Name(FileSystemInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.Name;
    }

    /// <inheritdoc cref="FileSystemInfo.FullName"/>
    public static string get_FullName(FileSystemInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.FullName;
    }

    /// <inheritdoc cref="FileSystemInfo.Extension"/>
    public static string get_Extension(FileSystemInfo self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return self.Extension;
    }

    /// <inheritdoc cref="FileSystemInfo.Attributes"/>
    public static FileAttributes get_Attributes(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.Stat(self.FullName, sandbox).Attributes;
    }

    /// <inheritdoc cref="FileSystemInfo.Refresh()"/>
    /// <remarks>What a guest asks for is looked up each time.</remarks>
    public static void Refresh(FileSystemInfo self) => ArgumentNullException.ThrowIfNull(self);

    /// <inheritdoc cref="FileSystemInfo.Delete()"/>
    public static void Delete(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        if (self is DirectoryInfo)
        {
            DirectoryShims.Delete(self.FullName, sandbox);
        }
        else
        {
            FileShims.Delete(self.FullName, sandbox);
        }
    }

    /// <inheritdoc cref="FileSystemInfo.CreationTime"/>
    public static DateTime get_CreationTime(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetCreationTime(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.CreationTimeUtc"/>
    public static DateTime get_CreationTimeUtc(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetCreationTimeUtc(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastAccessTime"/>
    public static DateTime get_LastAccessTime(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetLastAccessTime(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastAccessTimeUtc"/>
    public static DateTime get_LastAccessTimeUtc(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetLastAccessTimeUtc(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastWriteTime"/>
    public static DateTime get_LastWriteTime(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetLastWriteTime(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastWriteTimeUtc"/>
    public static DateTime get_LastWriteTimeUtc(FileSystemInfo self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return FileShims.GetLastWriteTimeUtc(self.FullName, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastAccessTime"/>
    public static void set_LastAccessTime(FileSystemInfo self, DateTime value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        FileShims.SetLastAccessTime(self.FullName, value, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastAccessTimeUtc"/>
    public static void set_LastAccessTimeUtc(FileSystemInfo self, DateTime value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        FileShims.SetLastAccessTimeUtc(self.FullName, value, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastWriteTime"/>
    public static void set_LastWriteTime(FileSystemInfo self, DateTime value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        FileShims.SetLastWriteTime(self.FullName, value, sandbox);
    }

    /// <inheritdoc cref="FileSystemInfo.LastWriteTimeUtc"/>
    public static void set_LastWriteTimeUtc(FileSystemInfo self, DateTime value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        FileShims.SetLastWriteTimeUtc(self.FullName, value, sandbox);
    }
}
