using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2002, RX1003: the assembly mentions only types that the policy names.</summary>
/// <remarks>
/// Every TypeRef row counts, whatever uses it: generic argument, local, catch type, constraint, cast, attribute. A type is
/// reported where it is first mentioned, unless a member of it is refused, which says the same at a better place.
/// Source: policy; ECMA-335 II.22.38.
/// </remarks>
internal sealed class ForbiddenTypeRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Forbidden =
        new("RX2002", "Type is not allowed by the policy", "Default deny: the policy lists what guest code may use");

    internal static readonly DiagnosticDescriptor Unresolved =
        new("RX1003", "Type does not exist or is not public", "ECMA-335 II.22.38, I.8.5.3");

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        MentionIndex? mentions = null;
        HashSet<TypeIdentity>? saidByMembers = null;
        foreach (var reference in context.Module.Contents.TypeReferences)
        {
            var identity = reference.Type.Definition!;
            if (!context.Closure.Contains(identity.Assembly))
            {
                continue; // The rule on missing assemblies says so once for all its types.
            }

            var type = context.Closure.Find(identity);
            if (type is null || !IsVisible(type, context))
            {
                yield return Unresolved.At(
                    Place(), $"{Text.Of(identity)} cannot be used: {identity.Assembly} has no such public type.");
            }
            else if (Refusal(type, context) is { } refusal && !(saidByMembers ??= TypesOfRefusedMembers(context)).Contains(identity))
            {
                yield return Forbidden.At(Place(), refusal);
            }

            CodeLocation Place() =>
                (mentions ??= MentionIndex.Of(context)).FirstMention(identity) ?? context.At(reference.Token);
        }
    }

    /// <summary>
    /// The types of which a member or the use as attribute is refused, and those that the member's signature mentions.
    /// Constructors of attributes do not count: another rule judges them, and may allow them.
    /// </summary>
    private static HashSet<TypeIdentity> TypesOfRefusedMembers(RuleContext context)
    {
        var contents = context.Module.Contents;
        var attributes = contents.CustomAttributes.Items.Select(attached => attached.Attribute.Constructor.Token).ToHashSet();
        var types = contents.MethodReferences.Items
            .Where(method => !attributes.Contains(method.Token) && context.Judge.Of(method) is Judgement.Denied)
            .SelectMany(method => method.Signature.Parts.Prepend(method.DeclaringType))
            .Concat(contents.FieldReferences.Items
                .Where(field => context.Judge.Of(field) is Judgement.Denied)
                .SelectMany(field => new[] { field.DeclaringType, field.FieldType }));
        return [.. types.SelectMany(Flatten).Select(type => type.Definition).OfType<TypeIdentity>()
            .Concat(AttributeRule.RefusedTypes(context))];

        static IEnumerable<TypeSignature> Flatten(TypeSignature type) => type.Parts.SelectMany(Flatten).Prepend(type);
    }

    /// <summary>Whether code of the module can see a type.</summary>
    internal static bool IsVisible(TypeModel type, RuleContext context) =>
        context.Closure.IsGuest(type.Identity) || context.Closure.Catalog.IsPublic(type);

    /// <summary>Why the policy does not let the module mention a type, as a sentence; null when it does.</summary>
    internal static string? Refusal(TypeModel type, RuleContext context)
    {
        if (context.Closure.IsGuest(type.Identity))
        {
            return null;
        }

        if (context.Closure.Catalog.KindOf(type.Identity.Assembly) == ReferenceKind.Guard)
        {
            // Members of the guard library are judged one by one; its types give nothing away.
            return context.Origin == ImageOrigin.Rewriter ? null : $"{Text.Of(type.Identity)} is not allowed: only the rewriter may name the guard library.";
        }

        var verdict = context.Policy.Of(type);
        return verdict.IsNamed || verdict.CanBeAttribute || verdict.CanDerive || verdict.CanImplement
            ? null
            : Text.Sentence($"{Text.Of(type.Identity)} is not allowed", verdict.Reason, verdict.Hint);
    }
}
