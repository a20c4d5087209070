namespace RExecIL.Files;

/// <summary>Files, and what was granted of them.</summary>
internal sealed class GrantedFiles(FilePermissions permissions, Func<FilePermissions, IConfinedFiles> files) : IDisposable
{
    internal FilePermissions Permissions { get; } = permissions;

    internal IConfinedFiles Files { get; } = files(permissions);

    public void Dispose() => Files.Dispose();
}
