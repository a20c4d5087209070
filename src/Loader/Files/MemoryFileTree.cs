namespace RExecIL;

/// <summary>Files in memory. Safe to use from several threads.</summary>
/// <remarks>The host fills it and reads what guests left with the same members as they.</remarks>
public sealed class MemoryFileTree : FileTree
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Node> _nodes = new(StringComparer.Ordinal) { [""] = new Node("", isDirectory: true) };
    private readonly long _maxSize;
    private readonly int _maxEntries;
    private long _size;

    /// <summary>An empty tree.</summary>
    /// <param name="maxSize">What all files may hold together, in bytes. Default 64 MiB.</param>
    /// <param name="maxEntries">How many files and directories there may be. Default 10,000.</param>
    public MemoryFileTree(long maxSize = 64 * 1024 * 1024, int maxEntries = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxSize);
        ArgumentOutOfRangeException.ThrowIfNegative(maxEntries);
        (_maxSize, _maxEntries) = (maxSize, maxEntries);
    }

    /// <summary>Puts a file there with all directories that lead to it, or replaces it.</summary>
    /// <param name="path">Names with <c>/</c> between them.</param>
    /// <param name="content">What it holds.</param>
    /// <exception cref="ArgumentException">The path has an empty name, <c>.</c> or <c>..</c>.</exception>
    /// <exception cref="IOException">There is no room, or a file stands where a directory is needed.</exception>
    public void Write(string path, ReadOnlySpan<byte> content)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path.Split('/').Any(name => name is "" or "." or ".."))
        {
            throw new ArgumentException($"'{path}' is no path of names.", nameof(path));
        }

        lock (_gate)
        {
            for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0; end = path.IndexOf('/', end + 1))
            {
                CreateDirectory(path[..end]);
            }

            using var stream = Open(path, FileMode.Create, FileAccess.Write);
            stream.Write(content);
        }
    }

    /// <summary>What a file holds; null when there is none.</summary>
    public byte[]? Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        lock (_gate)
        {
            return _nodes.GetValueOrDefault(path) is { IsDirectory: false } node ? node.Content[..node.Length] : null;
        }
    }

    /// <inheritdoc/>
    public override FileTreeEntry? Find(string path)
    {
        lock (_gate)
        {
            return _nodes.GetValueOrDefault(path)?.Entry;
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<FileTreeEntry> List(string path)
    {
        lock (_gate)
        {
            return [.. Below(path).Where(other => other.IndexOf('/', path.Length + 1) < 0).Select(other => _nodes[other].Entry)];
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for another file.</exception>
    public override Stream Open(string path, FileMode mode, FileAccess access)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(path, out var node))
            {
                node = Add(path, isDirectory: false);
            }

            ThrowIfDirectory(node);
            if (mode is FileMode.Create or FileMode.Truncate)
            {
                Resize(node, 0);
            }

            return new FileInMemory(this, node, access) { Position = mode == FileMode.Append ? node.Length : 0 };
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">There is no room for another directory, or a file stands there.</exception>
    public override void CreateDirectory(string path)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(path, out var node))
            {
                Add(path, isDirectory: true);
            }
            else if (!node.IsDirectory)
            {
                throw new IOException($"The file '{Runtime.Denial.Printable(path)}' already exists.");
            }
        }
    }

    /// <inheritdoc/>
    public override void Delete(string path)
    {
        lock (_gate)
        {
            if (path.Length > 0 && !Below(path).Any() && _nodes.Remove(path, out var node))
            {
                _size -= node.Content.Length;
                node.Content = [];
                node.Length = 0;
                node.IsGone = true;
            }
        }
    }

    /// <inheritdoc/>
    public override void Move(string from, string to)
    {
        lock (_gate)
        {
            Delete(to);
            foreach (var path in Below(from).Append(from).ToList())
            {
                if (_nodes.Remove(path, out var node))
                {
                    var moved = to + path[from.Length..];
                    node.Name = NameOf(moved);
                    _nodes[moved] = node;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void SetLastWriteTime(string path, DateTime time)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(path, out var node))
            {
                node.LastWriteTime = time;
            }
        }
    }

    private static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static void ThrowIfDirectory(Node node)
    {
        if (node.IsDirectory)
        {
            throw new UnauthorizedAccessException($"Access to the path '{Runtime.Denial.Printable(node.Name)}' is denied.");
        }
    }

    private IEnumerable<string> Below(string path) =>
        _nodes.Keys.Where(other => other.Length > path.Length && (path.Length == 0 || (other[path.Length] == '/' && other.StartsWith(path, StringComparison.Ordinal))));

    private Node Add(string path, bool isDirectory)
    {
        if (_nodes.Count > _maxEntries)
        {
            throw Full();
        }

        return _nodes[path] = new Node(NameOf(path), isDirectory);
    }

    private static IOException Full() => new("There is not enough space on the disk.");

    /// <summary>Makes a file longer or shorter. What it keeps in memory is counted, by doubling.</summary>
    private void Resize(Node node, long length)
    {
        if (length > node.Content.Length || length == 0)
        {
            var capacity = Math.Max(length, length == 0 ? 0 : 2L * node.Content.Length);
            if (!HasRoom(node, capacity) && !HasRoom(node, capacity = length))
            {
                throw Full();
            }

            var content = new byte[capacity];
            node.Content.AsSpan(0, (int)Math.Min(node.Length, capacity)).CopyTo(content);
            _size += capacity - node.Content.Length;
            node.Content = content;
        }
        else if (length < node.Length)
        {
            node.Content.AsSpan((int)length, node.Length - (int)length).Clear();
        }

        node.Length = (int)length;
        node.LastWriteTime = DateTime.UtcNow;
    }

    // A removed file that is still open has no room: what it took, nobody would count.
    private bool HasRoom(Node node, long capacity) =>
        capacity == 0 || (!node.IsGone && capacity <= Array.MaxLength && _size - node.Content.Length + capacity <= _maxSize);

    private sealed class Node(string name, bool isDirectory)
    {
        public string Name { get; set; } = name;

        public bool IsDirectory { get; } = isDirectory;

        public byte[] Content { get; set; } = [];

        public int Length { get; set; }

        public bool IsGone { get; set; }

        public DateTime LastWriteTime { get; set; } = DateTime.UtcNow;

        public FileTreeEntry Entry => new(Name, IsDirectory, Length, LastWriteTime);
    }

    /// <summary>One opening of a file.</summary>
    private sealed class FileInMemory(MemoryFileTree tree, Node node, FileAccess access) : Stream
    {
        private long _position;
        private bool _isClosed;

        public override bool CanRead => !_isClosed && (access & FileAccess.Read) != 0;

        public override bool CanWrite => !_isClosed && (access & FileAccess.Write) != 0;

        public override bool CanSeek => !_isClosed;

        public override long Length
        {
            get
            {
                ObjectDisposedException.ThrowIf(_isClosed, this);
                return node.Length;
            }
        }

        public override long Position
        {
            get => _position;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNegative(value);
                _position = value;
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            return Read(buffer.AsSpan(offset, count));
        }

        public override int Read(Span<byte> buffer)
        {
            ThrowUnless(CanRead);
            lock (tree._gate)
            {
                var count = (int)Math.Clamp(node.Length - _position, 0, buffer.Length);
                node.Content.AsSpan((int)Math.Min(_position, node.Length), count).CopyTo(buffer);
                _position += count;
                return count;
            }
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            ValidateBufferArguments(buffer, offset, count);
            Write(buffer.AsSpan(offset, count));
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ThrowUnless(CanWrite);
            lock (tree._gate)
            {
                if (_position + buffer.Length > node.Length)
                {
                    tree.Resize(node, _position + buffer.Length);
                }

                buffer.CopyTo(node.Content.AsSpan((int)_position));
                _position += buffer.Length;
                node.LastWriteTime = DateTime.UtcNow;
            }
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var target = offset + origin switch
            {
                SeekOrigin.Begin => 0,
                SeekOrigin.Current => _position,
                SeekOrigin.End => node.Length,
                _ => throw new ArgumentException("Invalid seek origin.", nameof(origin)),
            };
            return target < 0
                ? throw new IOException("An attempt was made to move the position before the beginning of the stream.")
                : _position = target;
        }

        public override void SetLength(long value)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ThrowUnless(CanWrite);
            lock (tree._gate)
            {
                tree.Resize(node, value);
                _position = Math.Min(_position, value);
            }
        }

        public override void Flush() => ObjectDisposedException.ThrowIf(_isClosed, this);

        protected override void Dispose(bool disposing)
        {
            _isClosed = true;
            base.Dispose(disposing);
        }

        private void ThrowUnless(bool isOpenFor)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            if (!isOpenFor)
            {
                throw new NotSupportedException("The file was not opened for that.");
            }
        }
    }
}
