using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Rules;

/// <summary>RX1005: signatures call classes classes and value types value types.</summary>
/// <remarks>Source: ECMA-335 II.23.1.16; a wrong kind makes readers of one signature disagree on its layout.</remarks>
internal sealed class TypeKindRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor WrongKind =
        new("RX1005", "Signature calls a class a value type, or the other way round", "ECMA-335 II.23.1.16");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var claim in context.Module.Contents.TypeKindClaims)
        {
            if (context.Closure.Find(claim.Type) is { } type && type.IsValueType != claim.IsValueType)
            {
                yield return WrongKind.At(
                    context.At(),
                    $"A signature calls {Text.Of(claim.Type)} a {(claim.IsValueType ? "value type" : "class")}, which it is not. The assembly was built against another version of its references, or made to mislead.");
            }
        }
    }
}
