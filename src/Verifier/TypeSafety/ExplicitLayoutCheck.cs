using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3003: fields that overlap are numbers.</summary>
/// <remarks>
/// Measured on .NET 10.0.12: the runtime stops object over number, but not object over object of another type, reference
/// over reference, or a guest's look-alike over a private part of <c>Memory&lt;T&gt;</c>. So under explicit layout every
/// instance field must be a number, unless it is the only one.
/// </remarks>
internal static class ExplicitLayoutCheck
{
    internal static readonly DiagnosticDescriptor Overlap =
        new("RX3003", "Explicit layout with fields that are not numbers", "ECMA-335 II.10.7; measured overlaps");

    internal static IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            var fields = type.Fields.Items.Where(field => !field.IsStatic).ToList();
            if ((type.Attributes & TypeAttributes.LayoutMask) != TypeAttributes.ExplicitLayout || fields.Count < 2)
            {
                continue;
            }

            foreach (var field in fields.Where(field => !IsNumber(field.FieldType, context)))
            {
                yield return Overlap.At(
                    context.At(field), $"{Text.Of(type.Identity)} has explicit layout, and {field.Name} is no number: overlapping it would forge a value. Use sequential layout.");
            }
        }
    }

    private static bool IsNumber(TypeSignature type, RuleContext context) => type switch
    {
        PrimitiveSignature { Code: >= PrimitiveCode.SByte and <= PrimitiveCode.UIntPtr } => true,
        NamedSignature named => context.Closure.Find(named)?.BaseType is NamedSignature
        {
            Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" },
        },
        _ => false,
    };
}
