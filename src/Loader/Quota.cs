using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>How much one run may use. Immutable.</summary>
public sealed record Quota
{
    /// <summary>Wall-clock time of one run; null, the default, for no limit.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Units of fuel that one run may use, about one for each IL instruction; null, the default, to not meter any.</summary>
    /// <remarks>
    /// The same code with the same input uses the same fuel on every machine and in every run, and a run that has none left
    /// ends at the same instruction. Calls into the framework count by the size of what they are given, not by the time that
    /// they take: limit that as well.
    /// </remarks>
    public long? MaxFuel { get; init; }

    /// <summary>
    /// Bytes that one run may allocate, all in all, whether they are still in use or not; null, the default, for no limit.
    /// </summary>
    /// <remarks>
    /// What the framework allocates for the guest counts as well. Arrays and what else is large at once are counted before
    /// they are there; small objects may exceed the limit by 64 KiB.
    /// </remarks>
    public long? MaxAllocation { get; init; }

    /// <summary>
    /// Bytes that one run may write to standard output; null, the default, for no limit. Characters count as in UTF-8.
    /// </summary>
    public long? MaxOutput { get; init; }

    /// <summary>The same for standard error.</summary>
    public long? MaxErrorOutput { get; init; }

    /// <summary>Stack that guest code may use, in bytes, from 64 KiB to 4 MiB. Default 2 MiB.</summary>
    /// <remarks>
    /// The thread reserves 256 times as much address space, 512 MiB by default. The rest is for unwinding: a framework handler that replaces an
    /// exception keeps 15 KB of stack while it does so (measured), in each level of a recursion that runs through it. The
    /// system commits pages only when they are touched. Such a recursion unwinds slowly, so that more stack also means more
    /// time until the run has ended.
    /// </remarks>
    public int StackSize { get; init; } = 2 * 1024 * 1024;

    /// <summary>How long the thread may take to end after it was told to. Default one second.</summary>
    /// <remarks>
    /// Guest code stops within milliseconds. A long call inside the framework cannot be stopped: after this time the
    /// run is
    /// reported as ended, with its thread still alive.
    /// </remarks>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// For code that may be hostile, where nothing else is known: 5 s, 100 MB, 1 MB of output, 64 KB of error output.
    /// </summary>
    public static Quota Untrusted { get; } = new()
    {
        MaxTime = TimeSpan.FromSeconds(5),
        MaxAllocation = 100_000_000,
        MaxOutput = 1_000_000,
        MaxErrorOutput = 64_000,
    };

    /// <summary>The name of a limit that is not set, of those without which a run has no bound; null when all are.</summary>
    public string? Missing => MaxTime is null ? nameof(MaxTime)
        : MaxAllocation is null ? nameof(MaxAllocation)
        : MaxOutput is null ? nameof(MaxOutput)
        : MaxErrorOutput is null ? nameof(MaxErrorOutput)
        : null;

    /// <summary>This quota, and a policy's limits where it sets none: what a run has under both.</summary>
    public Quota Within(Grants grants)
    {
        ArgumentNullException.ThrowIfNull(grants);
        return this with
        {
            MaxTime = MaxTime ?? grants.MaxTime,
            MaxFuel = MaxFuel ?? grants.MaxFuel,
            MaxAllocation = MaxAllocation ?? grants.MaxAllocation,
            MaxOutput = MaxOutput ?? grants.MaxOutput,
            MaxErrorOutput = MaxErrorOutput ?? grants.MaxErrorOutput,
        };
    }
}
