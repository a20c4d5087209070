namespace RExecIL;

/// <summary>What guest code may touch outside its sandbox. By default nothing. Immutable.</summary>
public sealed record Grants
{
    /// <summary>Files, and directories with all below, that may be read. Links count where they lead.</summary>
    public Grant Read { get; init; } = Grant.None;

    /// <summary>Files, and directories with all below, that may be created, changed and deleted.</summary>
    public Grant Write { get; init; } = Grant.None;

    /// <summary>What may not be read even below a granted directory.</summary>
    public Grant DenyRead { get; init; } = Grant.None;

    /// <summary>What may not be written even below a granted directory.</summary>
    public Grant DenyWrite { get; init; } = Grant.None;

    /// <summary>Environment variables that may be read; a name may end in <c>*</c>.</summary>
    public Grant Environment { get; init; } = Grant.None;
}
