using System.Reflection;
using System.Runtime.InteropServices;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2017, RX2018: what the value of an attribute names is judged like any reference.</summary>
/// <remarks>
/// Blobs name types as text, outside the tables that other rules read, and fields and properties that whoever reads the
/// attribute sets. A blob that cannot be read to its last byte is refused. Source: ECMA-335 II.23.3, II.22.10.
/// </remarks>
internal sealed class AttributeValueRule : IModuleRule
{
    /// <summary>Steps for each byte of the image; the libraries that we know of need less than one.</summary>
    private const long WorkPerByte = 16;

    /// <summary>Steps that even the smallest image may take.</summary>
    private const long SmallestWork = 1_000_000;

    internal static readonly DiagnosticDescriptor Malformed =
        new("RX2017", "Value of an attribute is malformed", "ECMA-335 II.23.3");

    internal static readonly DiagnosticDescriptor Forbidden =
        new("RX2018", "Attribute names what the policy does not allow", "Default deny: what an attribute names counts like any reference");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        // Compilers repeat themselves: most rows share their value, which is one object, with a row that was judged before.
        var judged = new Dictionary<byte[], HashSet<int>>(ReferenceEqualityComparer.Instance);
        var refused = AttributeRule.RefusedTypes(context).ToHashSet();
        var budget = new Budget((context.Module.Contents.Image.Bytes.Length * WorkPerByte) + SmallestWork);
        foreach (var (parent, attribute) in context.Module.Contents.CustomAttributes)
        {
            var constructors = CollectionsMarshal.GetValueRefOrAddDefault(
                judged, ImmutableCollectionsMarshal.AsArray(attribute.Value.Items)!, out _) ??= [];
            // What a refused attribute says besides is not worth a word.
            if ((attribute.Type is { } type && refused.Contains(type)) || !constructors.Add(attribute.Constructor.Token))
            {
                continue;
            }

            if (!budget.Spend(attribute.Value.Count))
            {
                yield return Malformed.At(
                    context.PlaceOf(parent), "The values of attributes take more work to read than any that compilers write. The assembly was made to mislead.");
                yield break;
            }

            if (Fault(attribute, context, budget) is var (descriptor, message))
            {
                yield return descriptor.At(context.PlaceOf(parent), message);
            }
        }
    }

    private static (DiagnosticDescriptor Descriptor, string Message)? Fault(CustomAttributeModel attribute, RuleContext context, Budget budget)
    {
        if (context.Members.Find(attribute.Constructor) is not { } found)
        {
            return null; // The rule on attributes reports it.
        }

        if (!found.Method.IsConstructor || found.Method.IsStatic)
        {
            return (Malformed, $"An attribute is made by {Text.Of(attribute.Constructor)}, which is no constructor.");
        }

        AttributeValue value;
        var names = new HashSet<TypeIdentity>();
        try
        {
            value = AttributeValueReader.Read(
                attribute.Value.Items.AsSpan(),
                attribute.Constructor.Signature.Substitute(attribute.Constructor.DeclaringType.TypeArguments, []).Parameters,
                type => EnumCode(context.Closure.Find(type)),
                name => EnumCode(context.Closure.Find(Mentioned(name, context)[0])));
            names.UnionWith(value.Types.Items.Distinct(StringComparer.Ordinal).SelectMany(name => Mentioned(name, context)));
        }
        catch (BadImageFormatException fault)
        {
            // The boundary to the readers of blobs and names: their messages are sentences for people.
            return (Malformed, $"The value of the attribute {Text.Of(attribute.Constructor.DeclaringType)} is malformed. {fault.Message}");
        }

        var refusal = names.Select(name => RefusalOf(name, context))
            .Concat(value.Named.Items.Select(named => RefusalOf(named, attribute, context, budget)))
            .FirstOrDefault(text => text is not null);
        return refusal is null ? null : (Forbidden, $"The attribute {Text.Of(attribute.Constructor.DeclaringType)} names {refusal}");
    }

    private static IReadOnlyList<TypeIdentity> Mentioned(string name, RuleContext context) => SerializedTypeName.Mentioned(
        name,
        (assembly, @namespace, type) =>
        {
            if (assembly is not null)
            {
                return context.Closure.Catalog.Canonical(assembly, @namespace, type);
            }

            // Without an assembly the runtime looks in the assembly itself, then in the core library.
            var own = new TypeIdentity(context.Module.Name, @namespace, type);
            return context.Closure.Find(own) is not null
                ? own
                : context.Closure.Catalog.Canonical(FrameworkNames.CoreLibrary, @namespace, type);
        });

    private static PrimitiveCode? EnumCode(TypeModel? type) =>
        type?.BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" } }
        && type.Fields.Items.FirstOrDefault(field => !field.IsStatic)?.FieldType is PrimitiveSignature { Code: var code }
            ? code
            : null;

    private static string? RefusalOf(TypeIdentity name, RuleContext context) =>
        context.Closure.Find(name) is not { } type || !ForbiddenTypeRule.IsVisible(type, context)
            ? $"{Text.Of(name)}: {name.Assembly} has no such public type, or is not there."
            : ForbiddenTypeRule.Refusal(type, context) is { } refusal ? $"a type: {refusal}" : null;

    private static string? RefusalOf(NamedAttributeArgument named, CustomAttributeModel attribute, RuleContext context, Budget budget)
    {
        var what = $"{Text.Of(attribute.Constructor.DeclaringType)}.{named.Name}";
        foreach (var (type, _) in context.Closure.Lineage(attribute.Constructor.DeclaringType))
        {
            var isGuest = context.Closure.IsGuest(type.Identity);
            if (!budget.Spend(type.Fields.Count + type.Methods.Count))
            {
                return $"{what}, among more members than can be looked through.";
            }

            if (named.IsField && type.Fields.Items.FirstOrDefault(field => field.Name == named.Name && !field.IsStatic) is { } found)
            {
                return isGuest || context.Policy.Of(type, found) is MemberVerdict.Allow ? null : $"{what}, which the policy does not allow.";
            }

            if (!named.IsField && Setter(type, named.Name, isGuest) is { } setter)
            {
                return isGuest || context.Policy.Of(type, setter) is MemberVerdict.Allow ? null : $"{what}, which the policy does not allow.";
            }
        }

        return $"{what}, which is no {(named.IsField ? "field" : "property")} that can be set.";
    }

    /// <summary>What may still be done: bytes read and members looked at, so that the work stays in proportion to the image.</summary>
    private sealed class Budget(long left)
    {
        private long _left = left;

        /// <summary>Whether so much more may be done.</summary>
        internal bool Spend(int amount) => (_left -= amount) >= 0;
    }

    /// <summary>A guest may name what only it can set: whoever reads the attribute then fails, and nothing happens.</summary>
    private static MethodModel? Setter(TypeModel type, string property, bool isGuest) => type.Methods.Items.FirstOrDefault(method =>
        method.Name == "set_" + property && !method.IsStatic && method.Signature.Parameters.Count == 1
        && (isGuest || (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public));
}
