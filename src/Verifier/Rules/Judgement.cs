using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>What the rules make of one member that code names. A closed set.</summary>
internal abstract record Judgement
{
    private Judgement()
    {
    }

    /// <summary>May be used as it is.</summary>
    internal sealed record Allowed : Judgement
    {
        internal static Allowed Instance { get; } = new();
    }

    /// <summary>May be used as it is by types derived from the one that has it: it is protected.</summary>
    /// <param name="Owner">The type that has it.</param>
    internal sealed record AllowedToDerived(TypeIdentity Owner) : Judgement;

    /// <summary>Must be replaced by a shim.</summary>
    internal sealed record Redirected(MethodModel Original, TypeModel OriginalType, MethodModel Shim, bool PassesSandbox) : Judgement
    {
        /// <summary>What replaces it behind <c>constrained.</c>; null when nothing can.</summary>
        internal Shim? Constrained { get; init; }
    }

    /// <summary>May not be used.</summary>
    /// <param name="Subject">The member, as messages write it.</param>
    /// <param name="Reason">Why: completes "it …".</param>
    /// <param name="Hint">What would allow it, as a sentence; empty when nothing would.</param>
    internal sealed record Denied(string Subject, string Reason, string Hint) : Judgement
    {
        /// <summary>What is said wherever it is used.</summary>
        internal string Message => field ??= Text.Sentence($"{Subject} is not allowed", Reason, Hint);
    }

    /// <summary>The runtime would not find it, or would not let this code use it.</summary>
    /// <param name="Subject">The member, as messages write it.</param>
    /// <param name="Reason">Why: completes "it …".</param>
    internal sealed record Missing(string Subject, string Reason) : Judgement
    {
        /// <summary>What is said wherever it is used.</summary>
        internal string Message => field ??= Text.Sentence($"{Subject} cannot be used", Reason, "");
    }
}
