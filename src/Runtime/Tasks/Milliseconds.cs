namespace RExecIL.Runtime.Tasks;

/// <summary>Times as the framework's tasks take them.</summary>
internal static class Milliseconds
{
    private const long Longest = uint.MaxValue - 1;

    /// <summary>Whole milliseconds, -1 for ever.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative in another way, or longer than 49 days.</exception>
    internal static long Of(TimeSpan time)
    {
        var milliseconds = (long)time.TotalMilliseconds;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, -1, nameof(time));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, Longest, nameof(time));
        return milliseconds;
    }
}
