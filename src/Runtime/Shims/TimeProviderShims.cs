using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="TimeProvider"/>: that of the system shows guests the clock of the sandbox, and theirs what they make of it.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class TimeProviderShims
{
    /// <inheritdoc cref="TimeProvider.System"/>
    public static TimeProvider get_System() => TimeProvider.System;

    /// <inheritdoc cref="TimeProvider.LocalTimeZone"/>
    public static TimeZoneInfo get_LocalTimeZone(TimeProvider self) => self.LocalTimeZone;

    /// <inheritdoc cref="TimeProvider.TimestampFrequency"/>
    public static long get_TimestampFrequency(TimeProvider self) => self.TimestampFrequency;

    /// <inheritdoc cref="TimeProvider.GetUtcNow"/>
    public static DateTimeOffset GetUtcNow(TimeProvider self, Sandbox sandbox) =>
        self == TimeProvider.System ? DateTimeOffsetShims.get_UtcNow(sandbox) : self.GetUtcNow();

    /// <inheritdoc cref="TimeProvider.GetLocalNow"/>
    public static DateTimeOffset GetLocalNow(TimeProvider self, Sandbox sandbox) =>
        self == TimeProvider.System ? sandbox.Clock.OffsetNow : self.GetLocalNow();

    /// <inheritdoc cref="TimeProvider.GetTimestamp"/>
    public static long GetTimestamp(TimeProvider self, Sandbox sandbox) =>
        self == TimeProvider.System ? sandbox.Clock.Timestamp : self.GetTimestamp();

    /// <inheritdoc cref="TimeProvider.GetElapsedTime(long, long)"/>
    public static TimeSpan GetElapsedTime(TimeProvider self, long startingTimestamp, long endingTimestamp) =>
        self.GetElapsedTime(startingTimestamp, endingTimestamp);

    /// <inheritdoc cref="TimeProvider.GetElapsedTime(long)"/>
    public static TimeSpan GetElapsedTime(TimeProvider self, long startingTimestamp, Sandbox sandbox) =>
        self == TimeProvider.System ? StopwatchShims.GetElapsedTime(startingTimestamp, sandbox) : self.GetElapsedTime(startingTimestamp);
}
