using System.Globalization;

namespace RExecIL.Cli.Commands;

/// <summary>Times as people write them on the command line.</summary>
internal static class Duration
{
    private const int LongestText = 24;

    private static readonly (string Name, long Ticks)[] Units =
        [("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute)];

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Reads <c>500ms</c>, <c>2s</c>, <c>1.5m</c>: more than nothing, at most a day.</summary>
    /// <exception cref="UsageException">The text is no such time.</exception>
    internal static TimeSpan Parse(string option, string text)
    {
        var unit = Array.Find(Units, unit => text.EndsWith(unit.Name, StringComparison.Ordinal));
        return unit.Name is not null
            && text.Length < LongestText
            && decimal.TryParse(
                text.AsSpan(0, text.Length - unit.Name.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * unit.Ticks is >= 1 and var ticks
            && ticks <= Longest.Ticks
            ? TimeSpan.FromTicks((long)ticks)
            : throw new UsageException($"{option} {text} is not a time between 0 and 24 hours: write 500ms, 2s or 1.5m.");
    }
}
