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
    internal static Checked<PermittedModule> Check(RuleContext context) =>
        Checked<PermittedModule>.Of(new PermittedModule(context), RuleCatalog.Check(context));
}
