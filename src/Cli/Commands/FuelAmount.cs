using System.Globalization;

namespace RExecIL.Cli.Commands;

/// <summary>Amounts of fuel on the command line.</summary>
internal static class FuelAmount
{
    private const int LongestText = 32;

    private static readonly (string Name, long Units)[] Factors = [("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000), ("", 1)];

    /// <summary>Reads <c>250000</c>, <c>1.5M</c>, <c>2G</c>: at least one unit.</summary>
    /// <exception cref="UsageException">The text is no such amount.</exception>
    internal static long Parse(string option, string text)
    {
        var factor = Array.Find(Factors, factor => text.EndsWith(factor.Name, StringComparison.Ordinal));
        return text.Length < LongestText
            && decimal.TryParse(
                text.AsSpan(0, text.Length - factor.Name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * factor.Units is >= 1 and <= long.MaxValue and var units
            && units == decimal.Truncate(units)
            ? (long)units
            : throw new UsageException($"{option} {text} is no amount of fuel: write 250000, 1.5M or 2G.");
    }

    /// <summary>The amount as people read it.</summary>
    internal static string Text(long units) => units.ToString("N0", CultureInfo.InvariantCulture);
}
