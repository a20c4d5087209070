using System.Collections.Immutable;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Rules;

/// <summary>The rules of RX2 and those of RX1 that need references, in the order they run.</summary>
internal static class RuleCatalog
{
    internal static IReadOnlyList<IModuleRule> ModuleRules { get; } =
    [
        new FaultyBodyRule(),
        new MissingAssemblyRule(),
        new ReservedNameRule(),
        new TypeKindRule(),
        new ForbiddenTypeRule(),
        new ForbiddenMemberRule(),
        new CreatedArgumentRule(),
        new EnumeratorBoxRule(),
        new AttributeRule(),
        new AttributeValueRule(),
        new MagicAttributeRule(),
    ];

    internal static ImmutableArray<ITypeRule> TypeRules { get; } =
    [
        new InheritanceRule(),
        new ModuleInitializerRule(),
    ];

    internal static ImmutableArray<IMethodRule> MethodRules { get; } =
    [
        new NativeMethodRule(),
    ];

    /// <summary>All that the rules find in a module.</summary>
    internal static List<Diagnostic> Check(RuleContext context)
    {
        var found = new List<Diagnostic>();
        foreach (var rule in ModuleRules)
        {
            found.AddRange(rule.Check(context));
        }

        foreach (var type in context.Module.Types)
        {
            foreach (var rule in TypeRules)
            {
                found.AddRange(rule.Check(type, context));
            }

            foreach (var method in type.Methods)
            {
                foreach (var rule in MethodRules)
                {
                    found.AddRange(rule.Check(method, context));
                }
            }
        }

        return found;
    }
}
