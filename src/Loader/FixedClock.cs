namespace RExecIL;

/// <summary>A clock that stands still, for runs that can be repeated. Safe to use from several threads.</summary>
/// <param name="now">The time it shows.</param>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();

    /// <inheritdoc/>
    public override long GetTimestamp() => 0;
}
