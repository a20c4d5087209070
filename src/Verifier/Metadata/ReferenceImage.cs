namespace RExecIL.Verifier.Metadata;

/// <summary>A trusted assembly that guest code may name: what the policy and the verifier look members up in.</summary>
/// <param name="Name">Simple name of the assembly.</param>
/// <param name="Kind">Why it is trusted.</param>
/// <param name="Open">
/// Gives its PE image, positioned at the start; called at most once, when a name first leads there. The catalog
/// disposes the stream.
/// </param>
public sealed record ReferenceImage(string Name, ReferenceKind Kind, Func<Stream> Open);

/// <summary>Why an assembly is trusted.</summary>
public enum ReferenceKind
{
    /// <summary>Part of the installed runtime; the policy decides on each of its members.</summary>
    Framework,

    /// <summary>Our own shims and guards; only rewritten code may name it, and only what the rewriter uses.</summary>
    Guard,

    /// <summary>A contract that the host exposes: all its public members are allowed.</summary>
    Contract,
}
