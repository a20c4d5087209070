using RExecIL.Verifier.Policies;

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

    /// <summary>What a policy grants, relative to the working directory.</summary>
    /// <exception cref="ArgumentNullException">There is no policy.</exception>
    public static Grants Of(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var granted = policy.Grants;
        return new Grants
        {
            Read = Of(granted.Read),
            Write = Of(granted.Write),
            DenyRead = Grant.Of(granted.DenyRead),
            DenyWrite = Grant.Of(granted.DenyWrite),
            Environment = Of(granted.Environment),
        };
    }

    private static Grant Of(NameGrant granted) => granted.Everything ? Grant.All : Grant.Of(granted.Names);
}
