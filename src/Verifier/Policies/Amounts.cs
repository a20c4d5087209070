using System.Globalization;

namespace RExecIL.Verifier.Policies;

/// <summary>Amounts as people write them, in policy files and on the command line.</summary>
public static class Amounts
{
    private const int LongestText = 24;

    // The longest names first: each ends with the shortest.
    private static readonly (string Name, long Factor)[] Sizes =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    private static readonly (string Name, long Factor)[] Fuels = [("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("", 1)];

    /// <summary>Reads <c>64MB</c>, <c>1.1GiB</c>, <c>4096B</c>, in whole bytes, the rest cut off; null for what is no size of a byte or more.</summary>
    public static long? ParseSize(string text) => Parse(text, Sizes) is { } bytes ? (long)bytes : null;

    /// <summary>Reads <c>250000</c>, <c>1.5M</c>, <c>2G</c>, in units of fuel; null for what is no whole number from 1 on.</summary>
    public static long? ParseFuel(string text) => Parse(text, Fuels) is { } units && units == decimal.Truncate(units) ? (long)units : null;

    private static decimal? Parse(string text, (string Name, long Factor)[] units)
    {
        ArgumentNullException.ThrowIfNull(text);
        var unit = Array.Find(units, unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        return unit.Name is not null
            && text.Length < LongestText
            && decimal.TryParse(
                text.AsSpan(0, text.Length - unit.Name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number <= long.MaxValue
            && number * unit.Factor is >= 1 and <= long.MaxValue and var amount
            ? amount
            : null;
    }
}
