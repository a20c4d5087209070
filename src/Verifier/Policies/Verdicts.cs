using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>What the policy says of a type.</summary>
/// <param name="IsNamed">Whether guest code may mention the type at all.</param>
/// <param name="CanDerive">Whether guest classes may extend it.</param>
/// <param name="CanImplement">Whether guest types may implement it.</param>
/// <param name="CanBeAttribute">Whether it may be attached to what the guest declares.</param>
/// <param name="Reason">Why something is refused: completes "the type …"; empty when nothing is.</param>
/// <param name="Hint">What would allow it, as a sentence; empty when nothing can.</param>
internal sealed record TypeVerdict(
    bool IsNamed, bool CanDerive, bool CanImplement, bool CanBeAttribute, string Reason, string Hint)
{
    /// <summary>
    /// What would allow to derive from it, to implement or to attach it; empty when nothing can. A host's <c>allow</c> lets
    /// guests only use a type.
    /// </summary>
    internal string HintForDeclaring { get; init; } = Hint;

    /// <summary>Refuses every use.</summary>
    internal static TypeVerdict Deny(string reason, string hint = "") => new(false, false, false, false, reason, hint);
}

/// <summary>What the policy says of a method or field. A closed set.</summary>
internal abstract record MemberVerdict
{
    private protected MemberVerdict()
    {
    }

    /// <summary>May be used as it is.</summary>
    internal sealed record Allow : MemberVerdict
    {
        /// <summary>The only value.</summary>
        internal static readonly Allow Value = new();

        private Allow()
        {
        }
    }

    /// <summary>May be used; the rewriter puts a shim in its place.</summary>
    /// <param name="Shim">The static method that is called instead.</param>
    /// <param name="ShimType">The type that declares the shim.</param>
    /// <param name="PassesSandbox">Whether the shim takes the sandbox as its last argument.</param>
    internal sealed record Redirect(MethodModel Shim, TypeModel ShimType, bool PassesSandbox) : MemberVerdict
    {
        /// <summary>What is called instead behind <c>constrained.</c>; null when nothing can be.</summary>
        internal Shim? Constrained { get; init; }
    }

    /// <summary>May not be used.</summary>
    /// <param name="Reason">Why: completes "the member …".</param>
    /// <param name="Hint">What would allow it, as a sentence; empty when nothing can.</param>
    internal sealed record Deny(string Reason, string Hint = "") : MemberVerdict;
}
