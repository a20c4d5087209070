using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX1002, RX2009: every referenced assembly is at hand, and none of ours is named.</summary>
internal sealed class MissingAssemblyRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Missing =
        new("RX1002", "Referenced assembly is not at hand", "Fail closed: what cannot be looked up is not allowed");

    internal static readonly DiagnosticDescriptor OwnName =
        new("RX2009", "Guest names or defines something of RExecIL", "Only the rewriter may speak to the guards and shims");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        foreach (var name in context.Module.Contents.AssemblyReferences.Items.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var kind = context.Closure.Catalog.KindOf(name);
            if (context.Origin == ImageOrigin.Guest && kind is not ReferenceKind.Contract && IsOwn(name))
            {
                yield return OwnName.At(
                    context.At(), $"The assembly references {name}. Guards and shims are put in by the rewriter; guest code cannot call them.");
            }
            else if (!context.Closure.Contains(name))
            {
                yield return Missing.At(
                    context.At(), $"The assembly references {name}, which is neither part of the framework nor found beside it. Put {name}.dll into the same folder, or give it through the hooks.");
            }
        }

        foreach (var type in context.Module.Types.Items.Where(_ => context.Origin == ImageOrigin.Guest))
        {
            if (IsOwn(type.Identity.Namespace) || type.Identity.Namespace.StartsWith(FrameworkNames.OwnPrefix + ".", StringComparison.Ordinal))
            {
                yield return OwnName.At(
                    context.At(type), $"{Text.Of(type.Identity)} is in a namespace that is kept for the rewriter. Rename the namespace.");
            }
        }
    }

    private static bool IsOwn(string name) =>
        name.Equals(FrameworkNames.OwnPrefix, StringComparison.OrdinalIgnoreCase)
        || name.StartsWith(FrameworkNames.OwnPrefix + ".", StringComparison.OrdinalIgnoreCase);
}
