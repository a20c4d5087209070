using System.Globalization;
using System.Reflection;
using RExecIL.Verifier;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>What a restricted execution environment is made of. Only the policy has no default. Immutable.</summary>
public sealed record RexecOptions
{
    /// <summary>What guest code may use, and what it may touch outside its sandbox.</summary>
    public required Policy Policy { get; init; }

    /// <summary>
    /// The trusted assemblies that guest code may name; null, the default, for the installed runtime with
    /// <see cref="Contracts"/>.
    /// </summary>
    public ReferenceCatalog? Catalog { get; init; }

    /// <summary>How much an image may ask of the verifier.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>How much one run may use. Limits of the policy hold where this sets none.</summary>
    public Quota Quota { get; init; } = new();

    /// <summary>
    /// Finds the assemblies that guests refer to; null, the default, for <see cref="RHooks"/>, which finds none.
    /// </summary>
    public IRHooks? Hooks { get; init; }

    /// <summary>
    /// Trees of files that the host serves to guests; none by default. Each offers the capabilities <c>read</c> or <c>write</c> whatever the
    /// policy says, and grants nothing besides what it holds.
    /// </summary>
    public IReadOnlyList<Mount> Mounts { get; init; } = [];

    /// <summary>
    /// The time that guests see: <see cref="FixedClock"/>, <see cref="CoarseClock"/> or one of the host's own, which is called on guests'
    /// threads. Null, the default, for that of the system. Delays and limits go by the system's clock, and the time zone is
    /// always the process's.
    /// </summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>
    /// The culture that guests begin with; null, the default, for that of the caller of the run. Guests can choose another for
    /// themselves, which nobody else sees.
    /// </summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>Hears of every decision on what guests ask for; null, the default, for nobody.</summary>
    public IPermissionAudit? Audit { get; init; }

    /// <summary>Answers requests that nothing grants; null, the default, to refuse them.</summary>
    /// <remarks>
    /// Asked about files, variables and the temporary folder when guest code uses them. Only what the policy offers to it at
    /// all can be used: <see cref="Policy.Offering"/>.
    /// </remarks>
    public IPermissionHandler? Permissions { get; init; }

    /// <summary>What guests read as standard input; null, the default, for that of the process.</summary>
    public TextReader? In { get; init; }

    /// <summary>What guests write to as standard output; null, the default, for that of the process.</summary>
    public TextWriter? Out { get; init; }

    /// <summary>What guests write to as standard error; null, the default, for that of the process.</summary>
    public TextWriter? Error { get; init; }

    /// <summary>Finds the addresses of names; null, the default, for the system's.</summary>
    internal Network.NameResolver? Resolver { get; init; }

    /// <summary>Assemblies of the host that guests may name: all that is public in them is allowed.</summary>
    public IReadOnlyList<Assembly> Contracts { get; init; } = [];
}
