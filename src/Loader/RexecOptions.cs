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
