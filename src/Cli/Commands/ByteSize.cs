using System.Globalization;

namespace RExecIL.Cli.Commands;

/// <summary>Amounts of memory as people write them on the command line.</summary>
internal static class ByteSize
{
    private const int LongestText = 24;

    // The longest names first: each ends with the shortest.
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    /// <summary>Reads <c>64MB</c>, <c>1.5GiB</c>, <c>4096B</c>: at least a byte.</summary>
    /// <exception cref="UsageException">The text is no such amount.</exception>
    internal static long Parse(string option, string text)
    {
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        return unit.Name is not null
            && text.Length < LongestText
            && decimal.TryParse(
                text.AsSpan(0, text.Length - unit.Name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit.Bytes is >= 1 and <= long.MaxValue and var bytes
            ? (long)bytes
            : throw new UsageException($"{option} {text} is no amount of memory: write 64MB, 1.5GiB or 4096B.");
    }

    /// <summary>The amount as people read it.</summary>
    internal static string Text(long bytes)
    {
        var (name, size) = bytes switch
        {
            < 1_000 => ("B", 1L),
            < 1_000_000 => ("KB", 1_000),
            < 1_000_000_000 => ("MB", 1_000_000),
            _ => ("GB", 1_000_000_000),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)bytes / size:0.#} {name}");
    }
}
