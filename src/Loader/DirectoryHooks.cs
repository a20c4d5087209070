using System.Buffers;
using RExecIL.Verifier;

namespace RExecIL;

/// <summary>
/// Finds modules as <c>NAME.dll</c>, with <c>NAME.pdb</c> beside it, in one directory and none below.
/// </summary>
public sealed class DirectoryHooks : IRHooks
{
    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\:*?\"<>|");

    private readonly string _directory;
    private readonly Limits _limits;

    /// <summary>Hooks for a directory.</summary>
    /// <param name="directory">Where to look.</param>
    /// <param name="limits">Larger files are cut just above the limit, so that the verifier refuses them.</param>
    public DirectoryHooks(string directory, Limits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = Path.GetFullPath(directory);
        _limits = limits ?? Limits.Default;
    }

    /// <inheritdoc/>
    public GuestImage? FindModule(string simpleName)
    {
        ArgumentNullException.ThrowIfNull(simpleName);
        if (!IsFileName(simpleName))
        {
            return null;
        }

        var path = Path.Combine(_directory, simpleName + ".dll");
        return Read(path, _limits.MaxImageSize) is { } bytes
            ? new GuestImage(path, bytes, Read(Path.ChangeExtension(path, ".pdb"), _limits.MaxSymbolsSize))
            : null;
    }

    // The name comes from the guest's metadata: it must not lead to another directory.
    private static bool IsFileName(string name) =>
        name.Length is > 0 and < 256
        && !name.AsSpan().ContainsAny(Separators)
        && !name.Any(char.IsControl)
        && name.Trim('.', ' ').Length == name.Length;

    private static ReadOnlyMemory<byte>? Read(string path, int limit)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var bytes = new byte[Math.Min(stream.Length, (long)limit + 1)];
        return bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
