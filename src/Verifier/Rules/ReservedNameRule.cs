using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX1007, RX1008, RX1006, RX1011: no guest poses as the framework.</summary>
/// <remarks>
/// Types are told apart by assembly, so a guest's <c>System.String</c> is just a class; but people, logs and the runtime
/// itself look at names. Compilers put a few polyfills into such namespaces; those pass.
/// </remarks>
internal sealed class ReservedNameRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor AssemblyName =
        new("RX1007", "Assembly has the name of a framework assembly", "The runtime binds by simple name");

    internal static readonly DiagnosticDescriptor TypeName =
        new("RX1008", "Type is in a namespace of the framework", "The runtime knows some types by name alone");

    internal static readonly DiagnosticDescriptor Forwarder =
        new("RX1006", "Assembly forwards types to another one", "ECMA-335 II.22.14; a forwarder makes one name mean another type");

    internal static readonly DiagnosticDescriptor NestedNamespace =
        new("RX1011", "Nested type has a namespace of its own", "ECMA-335 II.22.37, II.22.38; a row with two names");

    /// <summary>Namespaces in which compilers and multi-targeting libraries put attributes of their own.</summary>
    private static readonly HashSet<string> PolyfillNamespaces = new(StringComparer.Ordinal)
    {
        "System.Runtime.CompilerServices",
        "System.Runtime.Versioning",
        "System.Diagnostics.CodeAnalysis",
        "System.Diagnostics",
        "Microsoft.CodeAnalysis",
        "System",
    };

    /// <summary>Polyfills that are not attributes.</summary>
    private static readonly HashSet<string> Polyfills = new(StringComparer.Ordinal)
    {
        "System.Index",
        "System.Range",
        "System.Runtime.CompilerServices.IsExternalInit",
        "System.Runtime.CompilerServices.RuntimeHelpers",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute",
        "System.Runtime.CompilerServices.SwitchExpressionException",
    };

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        if (context.Closure.Catalog.KindOf(context.Module.Name) is { } kind)
        {
            yield return AssemblyName.At(
                context.At(), $"The assembly calls itself {context.Module.Name}, the name of a {Describe(kind)} assembly. Rename it.");
        }

        foreach (var type in context.Module.Types)
        {
            var top = type.Identity.Outermost;
            if (type.Identity.DeclaringType is null && IsFrameworkNamespace(top.Namespace) && !IsPolyfill(type))
            {
                yield return TypeName.At(
                    context.At(type), $"{Text.Of(top)} is in a namespace of the framework and is no known compiler polyfill. Move it to a namespace of your own.");
            }
        }

        foreach (var type in context.Module.Types.Items.Select(type => type.Identity)
            .Concat(context.Module.Contents.TypeReferences.Items.Select(reference => reference.Type.Definition!))
            .Where(type => type.DeclaringType is not null && type.Namespace.Length > 0))
        {
            yield return NestedNamespace.At(
                context.At(), $"{Text.Of(type)} is nested and has the namespace {type.Namespace}, so that it has two names. Compilers leave it empty.");
        }

        // Multi-targeting libraries forward their polyfills to the framework. Nobody is led there: a guest's name in another
        // guest that does not define it is refused. The rewriter leaves all forwarders out.
        foreach (var forwarded in context.Module.Contents.ExportedTypes.Items.Where(forwarded =>
            context.Origin == ImageOrigin.Rewriter || context.Closure.Catalog.KindOf(forwarded.Assembly) != ReferenceKind.Framework))
        {
            yield return Forwarder.At(
                context.At(), $"{Text.Of(forwarded)} is forwarded to {forwarded.Assembly}. Reference the assembly that defines it instead.");
        }
    }

    private static string Describe(ReferenceKind kind) => kind == ReferenceKind.Contract ? "host's contract" : "framework";

    private static bool IsFrameworkNamespace(string name) =>
        name is "System" or "Microsoft"
        || name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>Where the framework's own source generators put the code they write into the guest.</summary>
    private const string GeneratedRegexNamespace = "System.Text.RegularExpressions.Generated";

    private static bool IsPolyfill(TypeModel type) =>
        Polyfills.Contains(type.Identity.FullName)
        || (type.Identity.Namespace == GeneratedRegexNamespace && (type.Attributes & TypeAttributes.VisibilityMask) == TypeAttributes.NotPublic)
        || (PolyfillNamespaces.Contains(type.Identity.Namespace)
            && type.Identity.Name.EndsWith("Attribute", StringComparison.Ordinal)
            && type.BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Attribute" } });
}
