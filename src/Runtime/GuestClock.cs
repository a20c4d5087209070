using System.Diagnostics;

namespace RExecIL.Runtime;

/// <summary>The time as a guest sees it: the system's, or that of a provider of the host's.</summary>
/// <remarks>Waiting is no matter of this: delays and time limits go by the system's clock. Safe to use from several threads.</remarks>
/// <param name="provider">The host's; null for the system's.</param>
internal sealed class GuestClock(TimeProvider? provider)
{
    /// <summary>The system's.</summary>
    internal static GuestClock Real { get; } = new(null);

    /// <summary>The host's provider; null when guests see the time of the system.</summary>
    internal TimeProvider? Provider { get; } = provider;

    /// <inheritdoc cref="DateTime.UtcNow"/>
    internal DateTime UtcNow => Provider is null ? DateTime.UtcNow : Provider.GetUtcNow().UtcDateTime;

    /// <summary>The time of the day where the process is, as <see cref="DateTime.Now"/>.</summary>
    internal DateTime Now => Provider is null ? DateTime.Now : Provider.GetUtcNow().LocalDateTime;

    /// <inheritdoc cref="DateTimeOffset.Now"/>
    internal DateTimeOffset OffsetNow => Provider is null ? DateTimeOffset.Now : Provider.GetUtcNow().ToLocalTime();

    /// <summary>Ticks of <see cref="Stopwatch"/>, whose frequency stays that of the system.</summary>
    internal long Timestamp => Provider is null
        ? Stopwatch.GetTimestamp()
        : (long)((Int128)Provider.GetTimestamp() * Stopwatch.Frequency / Provider.TimestampFrequency);

    /// <summary>Milliseconds since some moment, as <see cref="System.Environment.TickCount64"/>.</summary>
    internal long Milliseconds => Provider is null
        ? System.Environment.TickCount64
        : (long)Provider.GetElapsedTime(0).TotalMilliseconds;
}
