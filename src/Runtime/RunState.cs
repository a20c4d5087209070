namespace RExecIL.Runtime;

/// <summary>What all handles of one sandbox share, whichever of its assemblies holds them: its run, and how it ended.</summary>
/// <param name="registers">What the guards read.</param>
internal sealed class RunState(Registers registers)
{
    /// <summary>A <see cref="TerminationCause"/>.</summary>
    internal volatile int Cause;

    /// <summary>Guards the changes of the cause and of what goes with it.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>What the guards read.</summary>
    internal Registers Registers { get; } = registers;

    /// <summary>Units that the run had at its start; null when they are not metered.</summary>
    internal long? Fuel { get; set; }

    /// <inheritdoc cref="Sandbox.ExitCode"/>
    internal int ExitCode { get; set; }

    /// <inheritdoc cref="Sandbox.MatchTimeout"/>
    internal TimeSpan MatchTimeout { get; set; } = Timeout.InfiniteTimeSpan;

    /// <inheritdoc cref="Sandbox.Deadline"/>
    internal long Deadline { get; set; } = long.MaxValue;

    /// <inheritdoc cref="Sandbox.Arguments"/>
    internal IReadOnlyList<string> Arguments { get; set; } = [];

    /// <summary>When the host let the run wait.</summary>
    internal Pauses Pauses { get; } = new();
}
