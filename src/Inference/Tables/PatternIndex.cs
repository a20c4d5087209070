namespace RExecIL.Inference.Tables;

/// <summary>Finds the entries whose patterns fit a name: exactly, or by a prefix before <c>*</c>.</summary>
internal sealed class PatternIndex
{
    private readonly Dictionary<string, List<TableEntry>> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<TableEntry>> _prefixes = new(StringComparer.Ordinal);
    private readonly int[] _lengths;

    internal PatternIndex(IEnumerable<TableEntry> entries)
    {
        foreach (var entry in entries)
        {
            var (index, key) = entry.IsPrefix ? (_prefixes, entry.Pattern[..^1]) : (_exact, entry.Pattern);
            if (!index.TryGetValue(key, out var list))
            {
                index.Add(key, list = []);
            }

            list.Add(entry);
        }

        _lengths = [.. _prefixes.Keys.Select(key => key.Length).Distinct().Order()];
    }

    /// <summary>Calls back for each entry that fits, and marks it as used.</summary>
    internal Effects Find(string name, Action<TableEntry>? found = null)
    {
        var effects = Effects.None;
        void Take(List<TableEntry> entries)
        {
            foreach (var entry in entries)
            {
                entry.IsUsed = true;
                effects |= entry.Effects;
                found?.Invoke(entry);
            }
        }

        if (_exact.TryGetValue(name, out var exact))
        {
            Take(exact);
        }

        var lookup = _prefixes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var length in _lengths)
        {
            if (length > name.Length)
            {
                break;
            }

            if (lookup.TryGetValue(name.AsSpan(0, length), out var prefixed))
            {
                Take(prefixed);
            }
        }

        return effects;
    }

    /// <summary>Whether any entry fits, which is then marked as used.</summary>
    internal bool Contains(string name)
    {
        var isFound = false;
        Find(name, _ => isFound = true);
        return isFound;
    }
}
