using System.IO.Compression;
using RExecIL.Runtime;

namespace RExecIL;

/// <summary>The files of a zip archive, a NuGet package included, for reading.</summary>
/// <remarks>
/// Entries whose names lead out of the archive, are empty or come twice are left out. A file is expanded when it is opened, up to
/// a limit, whatever the archive says of its size. Safe to use from several threads.
/// </remarks>
public sealed class ZipFileTree : FileTree, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ZipArchive _archive;
    private readonly int _maxFileSize;
    private readonly Dictionary<string, ZipArchiveEntry> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, FileTreeEntry>> _directories = new(StringComparer.Ordinal) { [""] = new(StringComparer.Ordinal) };

    /// <summary>The files of an archive.</summary>
    /// <param name="archive">The archive; seekable, and this tree's own from then on.</param>
    /// <param name="maxFileSize">The largest file that is served, expanded, in bytes. Default 64 MiB.</param>
    /// <exception cref="InvalidDataException">It is no zip archive.</exception>
    public ZipFileTree(Stream archive, int maxFileSize = 64 * 1024 * 1024)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentOutOfRangeException.ThrowIfNegative(maxFileSize);
        _archive = new ZipArchive(archive, ZipArchiveMode.Read);
        _maxFileSize = maxFileSize;
        foreach (var entry in _archive.Entries)
        {
            var isDirectory = entry.FullName.EndsWith('/');
            var path = isDirectory ? entry.FullName[..^1] : entry.FullName;
            if (path.Split('/').Any(name => name is "" or "." or ".." || name.AsSpan().ContainsAny('\\', '\0')))
            {
                continue;
            }

            if (isDirectory)
            {
                AddDirectory(path);
            }
            else if (AddDirectory(ParentOf(path)) is { } directory
                && directory.TryAdd(NameOf(path), new FileTreeEntry(NameOf(path), false, entry.Length, entry.LastWriteTime.UtcDateTime)))
            {
                _files.Add(path, entry);
            }
        }
    }

    /// <inheritdoc/>
    public override FileTreeEntry? Find(string path) => path is "" ? new FileTreeEntry("", true)
        : _directories.TryGetValue(ParentOf(path), out var directory) ? directory.GetValueOrDefault(NameOf(path)) : null;

    /// <inheritdoc/>
    public override IEnumerable<FileTreeEntry> List(string path) => _directories[path].Values;

    /// <inheritdoc/>
    /// <exception cref="IOException">The file is larger than the limit.</exception>
    public override Stream Open(string path, FileMode mode, FileAccess access)
    {
        // An archive has one position for all its entries.
        lock (_gate)
        {
            using var source = _files[path].Open();
            var content = new MemoryStream();
            var buffer = new byte[81_920];
            while (source.Read(buffer) is > 0 and var read)
            {
                if (content.Length + read > _maxFileSize)
                {
                    throw new IOException($"The file '{Denial.Printable(path)}' is larger than {_maxFileSize} bytes.");
                }

                content.Write(buffer, 0, read);
            }

            return new MemoryStream(content.GetBuffer(), 0, (int)content.Length, writable: false);
        }
    }

    /// <summary>Closes the archive. Nothing can be opened afterwards.</summary>
    public void Dispose() => _archive.Dispose();

    private static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "";

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>What is in a directory, which is made with all that lead to it; null when a file stands in the way.</summary>
    private Dictionary<string, FileTreeEntry>? AddDirectory(string path)
    {
        if (_directories.TryGetValue(path, out var known))
        {
            return known;
        }

        return AddDirectory(ParentOf(path)) is { } above && above.TryAdd(NameOf(path), new FileTreeEntry(NameOf(path), true))
            ? _directories[path] = new(StringComparer.Ordinal)
            : null;
    }
}
