using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2005, RX2006, RX2008: what guest types may extend, implement and override.</summary>
internal sealed class InheritanceRule : ITypeRule
{
    internal static readonly DiagnosticDescriptor Base =
        new("RX2005", "Type may not be derived from", "The policy lists what guest classes may extend");

    internal static readonly DiagnosticDescriptor Interface =
        new("RX2006", "Interface may not be implemented", "The policy lists what guest types may implement");

    internal static readonly DiagnosticDescriptor Finalizer =
        new("RX2008", "Type has a finalizer", "It runs on the finalizer thread, outside the guard; measured: throwing there ends the process");

    public IEnumerable<Diagnostic> Check(TypeModel type, RuleContext context)
    {
        if (type.BaseType is not null && Foreign(type.BaseType, context) is { } baseType
            && context.Policy.Of(baseType) is { CanDerive: false } verdict)
        {
            yield return Base.At(
                context.At(type),
                Text.Sentence($"{Text.Of(type.Identity)} derives from {Text.Of(baseType.Identity)}, which is not allowed", Reason(verdict.Reason), verdict.HintForDeclaring));
        }

        foreach (var implemented in type.Interfaces)
        {
            if (Foreign(implemented, context) is { } contract
                && context.Policy.Of(contract) is { CanImplement: false } refusal)
            {
                yield return Interface.At(
                    context.At(type),
                    Text.Sentence($"{Text.Of(type.Identity)} implements {Text.Of(contract.Identity)}, which is not allowed", Reason(refusal.Reason), refusal.HintForDeclaring));
            }
        }

        foreach (var method in type.Methods)
        {
            // By name and shape alone: the slot is overridden without any row that says so (ECMA-335 II.10.3).
            if (!method.IsStatic && method is { Name: "Finalize", Signature: { GenericParameterCount: 0, Parameters.IsEmpty: true } }
                && method.IsVirtual)
            {
                yield return Finalizer.At(
                    context.At(method), $"{Text.Of(type.Identity)} has a finalizer, which would run outside the guard. Implement IDisposable instead.");
            }
        }

        foreach (var implementation in type.MethodImplementations)
        {
            if (implementation.Declaration.Name == "Finalize")
            {
                yield return Finalizer.At(context.At(type), $"{Text.Of(type.Identity)} overrides Object.Finalize. Implement IDisposable instead.");
            }
        }
    }

    /// <summary>The definition when it is not the guests' own. The guests may do with theirs as they like.</summary>
    private static TypeModel? Foreign(TypeSignature type, RuleContext context) =>
        context.Closure.Find(type) is { } found && !context.Closure.IsGuest(found.Identity) ? found : null;

    private static string Reason(string reason) => reason.Length == 0 ? "is not listed for that" : reason;
}
