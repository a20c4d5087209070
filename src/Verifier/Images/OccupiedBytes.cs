namespace RExecIL.Verifier.Images;

/// <summary>The bytes that mean something to a loader: headers, metadata, code.</summary>
/// <remarks>
/// Guest code may write to the data of a field. Were that data also IL or metadata, it would change after it was
/// checked.
/// </remarks>
internal sealed class OccupiedBytes
{
    private static readonly PeDirectory[] Directories =
    [
        PeDirectory.Import, PeDirectory.Resource, PeDirectory.BaseRelocation, PeDirectory.Debug,
        PeDirectory.ImportAddress, PeDirectory.Cli,
    ];

    private readonly List<ByteRange> _parts = [];
    private readonly List<MethodBodyBounds> _bodies;

    internal OccupiedBytes(PeHeaders headers, List<MethodBodyBounds> bodies)
    {
        _bodies = bodies;
        foreach (var directory in Directories)
        {
            Add(headers, headers[directory]);
        }

        Add(headers, headers.Cli.Metadata);
        Add(headers, headers.Cli.Resources);
        Add(headers, headers.Cli.StrongName);
    }

    /// <summary>Whether a range shares a byte with headers or metadata.</summary>
    internal bool IsInParts(ByteRange range)
    {
        foreach (var part in _parts)
        {
            if (range.Start < part.End && part.Start < range.End)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a range shares a byte with a method body; bodies are in order and do not overlap.</summary>
    internal bool IsInBodies(ByteRange range)
    {
        var (low, high) = (0, _bodies.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _bodies[middle].Whole.End <= range.Start ? (middle + 1, high) : (low, middle);
        }

        return low < _bodies.Count && _bodies[low].Whole.Start < range.End;
    }

    private void Add(PeHeaders headers, DataDirectory directory)
    {
        if (!directory.IsEmpty && headers.TryMap(directory.Address, directory.Size, out var range))
        {
            _parts.Add(range);
        }
    }
}
