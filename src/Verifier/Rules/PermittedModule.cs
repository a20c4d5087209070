using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>A guest module that names only what the policy allows or redirects: the proof that RX2 was passed.</summary>
internal sealed class PermittedModule
{
    private PermittedModule(RuleContext context) => Context = context;

    internal GuestModule Module => Context.Module;

    /// <summary>What it was judged by; the rewriter asks it which members to redirect.</summary>
    internal RuleContext Context { get; }

    /// <summary>Checks a module against all rules.</summary>
    internal static Checked<PermittedModule> Check(RuleContext context)
    {
        var diagnostics = WithoutEchoes([.. RuleCatalog.Check(context)]);
        return Checked<PermittedModule>.Of(new PermittedModule(context), diagnostics);
    }

    /// <summary>A refused member already says that its type is not allowed; saying so again for the type helps nobody.</summary>
    private static List<Diagnostic> WithoutEchoes(List<Diagnostic> diagnostics)
    {
        var members = diagnostics.Where(diagnostic => diagnostic.Descriptor == ForbiddenMemberRule.Forbidden)
            .Select(diagnostic => diagnostic.Location)
            .ToHashSet();
        return [.. diagnostics.Where(diagnostic =>
            diagnostic.Descriptor != ForbiddenTypeRule.Forbidden || !members.Contains(diagnostic.Location))];
    }
}
