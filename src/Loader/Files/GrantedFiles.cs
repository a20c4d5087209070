namespace RExecIL.Files;

/// <summary>Files, and what was granted of them.</summary>
internal sealed class GrantedFiles(FilePermissions permissions, Func<FilePermissions, IConfinedFiles> files) : IDisposable
{
    internal FilePermissions Permissions { get; } = permissions;

    internal IConfinedFiles Files { get; } = files(permissions);

    /// <summary>Whether a path names what the disk has there, whose links can be followed.</summary>
    internal bool AreOnDisk => Files is not MountedFiles;

    public void Dispose() => Files.Dispose();
}
