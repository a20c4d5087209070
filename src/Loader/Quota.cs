namespace RExecIL;

/// <summary>How much one run may use. Immutable.</summary>
public sealed record Quota
{
    /// <summary>Wall-clock time of one run; null, the default, for no limit.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Stack of the run's thread, in bytes. Default 16 MiB.</summary>
    public int StackSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long the thread may take to end after it was told to. Default one second.</summary>
    /// <remarks>
    /// Guest code stops within milliseconds. A long call inside the framework cannot be stopped: after this time the
    /// run is
    /// reported as ended, with its thread still alive.
    /// </remarks>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(1);
}
