namespace RExecIL.Runtime;

/// <summary>Adds up the times in which a run waits for the host. Written by the guest's thread, read by its watchdog.</summary>
internal sealed class Pauses
{
    private readonly Lock _gate = new();
    private long _ticks;
    private long? _began;

    /// <summary>The times so far, with the one that goes on.</summary>
    internal TimeSpan Sum
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromSeconds((_ticks + Current) / (double)TimeProvider.System.TimestampFrequency);
            }
        }
    }

    private long Current => _began is { } began ? TimeProvider.System.GetTimestamp() - began : 0;

    internal void Begin()
    {
        lock (_gate)
        {
            _began = TimeProvider.System.GetTimestamp();
        }
    }

    /// <returns>The length of the pause, as timestamps count.</returns>
    internal long End()
    {
        lock (_gate)
        {
            var ticks = Current;
            (_ticks, _began) = (_ticks + ticks, null);
            return ticks;
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            (_ticks, _began) = (0, null);
        }
    }
}
