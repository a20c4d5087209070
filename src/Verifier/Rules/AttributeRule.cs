using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>RX2007: framework attributes must be on the policy's list; a guest's own are inert.</summary>
/// <remarks>Attributes are declarations that the runtime and libraries act on, so their constructors say nothing of their power.</remarks>
internal sealed class AttributeRule : IModuleRule
{
    internal static readonly DiagnosticDescriptor Forbidden =
        new("RX2007", "Attribute is not allowed by the policy", "Attributes are declarations that the runtime acts on");

    /// <summary>The framework's attributes that are attached somewhere and refused, by this rule or by the one on magic.</summary>
    internal static IEnumerable<TypeIdentity> RefusedTypes(RuleContext context) =>
        context.Module.Contents.CustomAttributes.Items
            .Select(attached => attached.Attribute.Type)
            .OfType<TypeIdentity>()
            .Distinct()
            .Where(type => !context.Closure.IsGuest(type)
                && context.Closure.Find(type) is { } found
                && (MagicAttributeRule.IsMagic(type) || !context.Policy.Of(found).CanBeAttribute));

    public IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var reported = new HashSet<TypeIdentity>();
        foreach (var (parent, attribute) in context.Module.Contents.CustomAttributes)
        {
            if (context.Members.Find(attribute.Constructor) is not { } found)
            {
                if (attribute.Type is null || context.Closure.Contains(attribute.Type.Assembly))
                {
                    yield return ForbiddenMemberRule.Unresolved.At(
                        context.PlaceOf(parent), $"The attribute constructor {Text.Of(attribute.Constructor)} does not exist.");
                }
            }
            else if (!context.Closure.IsGuest(found.Type.Identity)
                && !MagicAttributeRule.IsMagic(found.Type.Identity)
                && context.Policy.Of(found.Type) is { CanBeAttribute: false } verdict
                && reported.Add(found.Type.Identity))
            {
                yield return Forbidden.At(
                    context.PlaceOf(parent),
                    Text.Sentence(
                        $"The attribute {Text.Of(found.Type.Identity)} is not allowed",
                        verdict.Reason.Length == 0 ? "is not on the list of attributes" : verdict.Reason,
                        verdict.HintForDeclaring));
            }
        }
    }
}
