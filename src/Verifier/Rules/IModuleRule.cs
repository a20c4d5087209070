using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>A rule on an assembly as a whole: its tables, references, attributes.</summary>
internal interface IModuleRule
{
    /// <summary>Everything in the module that breaks the rule.</summary>
    IEnumerable<Diagnostic> Check(RuleContext context);
}

/// <summary>A rule on one type definition.</summary>
internal interface ITypeRule
{
    /// <summary>Everything in the type, without its methods' bodies, that breaks the rule.</summary>
    IEnumerable<Diagnostic> Check(TypeModel type, RuleContext context);
}

/// <summary>A rule on one method definition.</summary>
internal interface IMethodRule
{
    /// <summary>Everything in the method that breaks the rule.</summary>
    IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context);
}
