using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="TimeProvider"/>: guests have the one of the system, which shows them the clock of the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class TimeProviderShims
{
    /// <inheritdoc cref="TimeProvider.System"/>
    public static TimeProvider get_System() => TimeProvider.System;

    /// <inheritdoc cref="TimeProvider.LocalTimeZone"/>
    public static TimeZoneInfo get_LocalTimeZone(TimeProvider self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return TimeZoneInfo.Local;
    }

    /// <inheritdoc cref="TimeProvider.TimestampFrequency"/>
    public static long get_TimestampFrequency(TimeProvider self)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Stopwatch.Frequency;
    }

    /// <inheritdoc cref="TimeProvider.GetUtcNow"/>
    public static DateTimeOffset GetUtcNow(TimeProvider self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return DateTimeOffsetShims.get_UtcNow(sandbox);
    }

    /// <inheritdoc cref="TimeProvider.GetLocalNow"/>
    public static DateTimeOffset GetLocalNow(TimeProvider self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return sandbox.Clock.OffsetNow;
    }

    /// <inheritdoc cref="TimeProvider.GetTimestamp"/>
    public static long GetTimestamp(TimeProvider self, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return sandbox.Clock.Timestamp;
    }

    /// <inheritdoc cref="TimeProvider.GetElapsedTime(long, long)"/>
    public static TimeSpan GetElapsedTime(TimeProvider self, long startingTimestamp, long endingTimestamp)
    {
        ArgumentNullException.ThrowIfNull(self);
        return Stopwatch.GetElapsedTime(startingTimestamp, endingTimestamp);
    }

    /// <inheritdoc cref="TimeProvider.GetElapsedTime(long)"/>
    public static TimeSpan GetElapsedTime(TimeProvider self, long startingTimestamp, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return StopwatchShims.GetElapsedTime(startingTimestamp, sandbox);
    }
}
