using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>What an attribute of the host's choice lets guests see of its contracts.</summary>
/// <remarks>
/// The attribute is known by its full name alone, whichever assembly defines it: contracts are the host's own, so nobody
/// else can attach it there.
/// </remarks>
/// <param name="attribute">Full name of the attribute; null when everything public is visible.</param>
/// <param name="catalog">Where enclosing types are looked up.</param>
internal readonly struct ContractMarks(string? attribute, ReferenceCatalog catalog)
{
    /// <summary>Whether the type, or one around it, is marked.</summary>
    internal bool Shows(TypeModel type) =>
        attribute is null
        || Has(type.CustomAttributes)
        || (type.Identity.DeclaringType is { } outer && catalog.Find(outer) is { } around && Shows(around));

    /// <summary>Whether a member of the type is marked, or a type inside it: then the type may at least be named.</summary>
    internal bool ShowsPartOf(TypeModel type)
    {
        var self = this;
        return type.Methods.Items.Any(method => self.Has(method.CustomAttributes))
            || type.Fields.Items.Any(field => self.Has(field.CustomAttributes))
            || type.AccessorOwners.Items.Any(owner => self.Has(owner.CustomAttributes));
    }

    /// <summary>Whether the method, its property or event, or its type is marked.</summary>
    internal bool Shows(TypeModel type, MethodModel method)
    {
        var self = this;
        return Shows(type)
            || Has(method.CustomAttributes)
            || type.AccessorOwners.Items.Any(owner => owner.Accessors.Items.Contains(method.Token) && self.Has(owner.CustomAttributes));
    }

    /// <summary>Whether the field or its type is marked.</summary>
    internal bool Shows(TypeModel type, FieldModel field) => Shows(type) || Has(field.CustomAttributes);

    private bool Has(EquatableArray<CustomAttributeModel> attributes)
    {
        foreach (var attached in attributes)
        {
            if (attached.Type?.FullName == attribute)
            {
                return true;
            }
        }

        return false;
    }
}
