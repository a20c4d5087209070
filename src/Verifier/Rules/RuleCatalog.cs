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
        new AttributeRule(),
        new MagicAttributeRule(),
    ];

    internal static IReadOnlyList<ITypeRule> TypeRules { get; } =
    [
        new InheritanceRule(),
        new ModuleInitializerRule(),
    ];

    internal static IReadOnlyList<IMethodRule> MethodRules { get; } =
    [
        new NativeMethodRule(),
    ];

    /// <summary>All that the rules find in a module.</summary>
    internal static IEnumerable<Diagnostic> Check(RuleContext context) =>
        ModuleRules.SelectMany(rule => rule.Check(context))
            .Concat(context.Module.Types.Items.SelectMany(type =>
                TypeRules.SelectMany(rule => rule.Check(type, context))
                    .Concat(type.Methods.Items.SelectMany(method =>
                        MethodRules.SelectMany(rule => rule.Check(method, context))))));
}
