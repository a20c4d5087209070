using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>A struct of the framework's that enumerates elements which may be any object, a box of itself among them.</summary>
/// <remarks>
/// The framework compares boxes field by field. A box whose current element is the box itself is compared without end, deep
/// in the framework, where no guard stands. So guests never hold such a box: the rewriter puts an object of ours in its
/// place, and what would box it out of sight is refused.
/// </remarks>
/// <param name="Element">What it enumerates, in terms of the generic parameters of the struct.</param>
/// <param name="IsOfPairs">Whether it enumerates a dictionary (<c>IDictionaryEnumerator</c>).</param>
internal sealed record OpenEnumerator(TypeSignature Element, bool IsOfPairs)
{
    private const string Collections = "System.Collections.";

    /// <summary>Reads a type; null for all others.</summary>
    internal static OpenEnumerator? Of(TypeSignature type, AssemblyClosure closure)
    {
        if (type is not GenericSignature { Definition: { } identity } generic
            || closure.IsGuest(identity)
            || closure.Find(identity) is not { IsValueType: true } definition
            || !generic.Arguments.Items.Any(argument => IsOpen(argument, closure)))
        {
            return null;
        }

        var element = definition.Interfaces.Items.OfType<GenericSignature>()
            .FirstOrDefault(contract => Is(contract, "Generic.IEnumerator`1"))
            ?.Arguments[0];
        return element is null
            ? null
            : new OpenEnumerator(element, definition.Interfaces.Items.Any(contract => Is(contract, "IDictionaryEnumerator")));
    }

    /// <summary>
    /// Whether a value of the type can be, or hold, an object that the framework compares by its contents. What a guest
    /// defines compares by reference, or in code that checks the stack.
    /// </summary>
    internal static bool IsOpen(TypeSignature type, AssemblyClosure closure) => type switch
    {
        PrimitiveSignature primitive => primitive.Code is PrimitiveCode.Object or PrimitiveCode.TypedReference,
        VectorSignature or ArraySignature => false,
        NamedSignature named => !closure.IsGuest(named.Identity) && !IsClosed(named.Identity, closure),
        GenericSignature { Definition: { } identity } generic => !closure.IsGuest(identity)
            && !(IsValue(identity) && generic.Arguments.Items.All(argument => !IsOpen(argument, closure))),
        ModifiedSignature modified => IsOpen(modified.Element, closure),
        _ => true,
    };

    /// <summary>An enum, or a value that is known to hold no object.</summary>
    private static bool IsClosed(TypeIdentity identity, AssemblyClosure closure) =>
        closure.Find(identity) is { IsValueType: true } type
        && (type.BaseType is NamedSignature { Identity.FullName: "System.Enum" }
            || type.Fields.Items.Where(field => !field.IsStatic).All(field => field.FieldType is PrimitiveSignature { Code: not PrimitiveCode.Object }));

    private static bool IsValue(TypeIdentity identity) =>
        identity is
        {
            Assembly: FrameworkNames.CoreLibrary,
            FullName: "System.Nullable`1" or "System.Collections.Generic.KeyValuePair`2" or "System.ValueTuple`1" or "System.ValueTuple`2"
                or "System.ValueTuple`3" or "System.ValueTuple`4" or "System.ValueTuple`5" or "System.ValueTuple`6" or "System.ValueTuple`7"
                or "System.ValueTuple`8",
        };

    private static bool Is(TypeSignature contract, string name) =>
        contract.Definition is { Assembly: FrameworkNames.CoreLibrary } identity && identity.FullName == Collections + name;
}
