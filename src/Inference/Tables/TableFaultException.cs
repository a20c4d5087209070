namespace RExecIL.Inference.Tables;

/// <summary>Lines of the human tables are wrong, stale or dead. Nothing is inferred from such tables.</summary>
/// <param name="faults">All of them, in order.</param>
public sealed class TableFaultException(IReadOnlyList<TableFault> faults) : Exception(string.Join('\n', faults))
{
    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<TableFault> Faults { get; } = faults;
}

/// <summary>A line of a table that is wrong.</summary>
/// <param name="Code">A code of the series RX5.</param>
/// <param name="File">The table.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record TableFault(string Code, string File, int Line, string Problem, string Remedy)
{
    /// <summary>A line that does not follow the format.</summary>
    internal const string BadLine = "RX5101";

    /// <summary>A line that names nothing in the framework.</summary>
    internal const string DeadLine = "RX5102";

    /// <summary>A barrier whose bodies have changed since they were reviewed.</summary>
    public const string StaleBarrier = "RX5103";

    /// <summary>A barrier that stops an effect which nothing behind it has.</summary>
    internal const string IdleBarrier = "RX5105";

    /// <summary>An offered member with an effect that nobody has accepted.</summary>
    internal const string UnacceptedEffect = "RX5104";

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Code}: {Problem} {Remedy}";
}
