using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2015: no code runs merely because the assembly was loaded, and no members stand outside a type.</summary>
/// <remarks>The module's static constructor runs before the loader has set the sandbox up. Source: ECMA-335 II.10.8, Augments.</remarks>
internal sealed class ModuleInitializerRule : ITypeRule
{
    internal static readonly DiagnosticDescriptor GlobalMember =
        new("RX2015", "Module has global members", "ECMA-335 II.10.8");

    public IEnumerable<Diagnostic> Check(TypeModel type, RuleContext context)
    {
        if (type.Identity is not { FullName: "<Module>" })
        {
            yield break;
        }

        foreach (var method in type.Methods)
        {
            yield return GlobalMember.At(
                context.At(method), $"The global method {method.Name} is not allowed: module initialisers run before the sandbox is set up. Put it into a class.");
        }

        foreach (var field in type.Fields)
        {
            yield return GlobalMember.At(context.At(field), $"The global field {field.Name} is not allowed. Put it into a class.");
        }
    }
}
