using Mono.Cecil;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>The kinds of members that a guest can refer to, the rows of the matrix.</summary>
internal enum MemberKind
{
    StaticMethod,
    InstanceMethod,
    VirtualMember,
    InterfaceMember,
    StaticInterfaceMember,
    Constructor,
    Property,
    Indexer,
    Event,
    Operator,
    GenericMethod,
    ValueTypeMember,
}

/// <summary>A member of the framework for which a policy has a shim.</summary>
/// <param name="Definition">The framework's method.</param>
/// <param name="Kind">What it is; of several the first that applies.</param>
internal sealed record RedirectedMember(MethodDefinition Definition, MemberKind Kind)
{
    /// <summary>As in reports: unique, since overloads differ in their parameters.</summary>
    public string Name => Definition.FullName;

    /// <summary>All that a policy redirects and guests can see, in a fixed order.</summary>
    public static IReadOnlyList<RedirectedMember> Of(Policy policy, ReferenceCatalog catalog, FrameworkDefinitions framework) =>
        [.. catalog.PublicFrameworkTypes()
            .SelectMany(type => type.Methods.Items
                .Where(method => policy.Of(type, method) is MemberVerdict.Redirect)
                .Select(method => framework.Method(type.Identity.Assembly, method.Token)))
            .Where(method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            .DistinctBy(method => method.FullName, StringComparer.Ordinal)
            .OrderBy(method => method.FullName, StringComparer.Ordinal)
            .Select(method => new RedirectedMember(method, KindOf(method)))];

    private static MemberKind KindOf(MethodDefinition method) => method switch
    {
        { DeclaringType.IsInterface: true, IsStatic: true } => MemberKind.StaticInterfaceMember,
        { DeclaringType.IsInterface: true } => MemberKind.InterfaceMember,
        { IsConstructor: true } => MemberKind.Constructor,
        { HasGenericParameters: true } => MemberKind.GenericMethod,
        { IsAddOn: true } or { IsRemoveOn: true } => MemberKind.Event,
        { IsSpecialName: true } when method.Name.StartsWith("op_", StringComparison.Ordinal) => MemberKind.Operator,
        { IsStatic: false, DeclaringType.IsValueType: true } => MemberKind.ValueTypeMember,
        { IsGetter: true, HasParameters: true } or { IsSetter: true, Parameters.Count: > 1 } => MemberKind.Indexer,
        { IsGetter: true } or { IsSetter: true } => MemberKind.Property,
        { IsVirtual: true } => MemberKind.VirtualMember,
        { IsStatic: true } => MemberKind.StaticMethod,
        _ => MemberKind.InstanceMethod,
    };
}
