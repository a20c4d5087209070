namespace RExecIL;

/// <summary>A clock that moves in steps, so that guests cannot time what takes less. Safe to use from several threads.</summary>
/// <param name="step">Its step, in whole microseconds at least one.</param>
/// <param name="clock">What it reads; null, the default, for the system's clock.</param>
public sealed class CoarseClock(TimeSpan step, TimeProvider? clock = null) : TimeProvider
{
    private readonly TimeProvider _clock = clock ?? System;
    private readonly long _step = step >= TimeSpan.FromMicroseconds(1)
        ? step.Ticks
        : throw new ArgumentOutOfRangeException(nameof(step), step, "A clock moves by a microsecond at least.");

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var now = _clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % _step));
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        var now = _clock.GetElapsedTime(0).Ticks;
        return now - now % _step;
    }
}
