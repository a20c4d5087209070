using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>The attributes by which compilers say how references may be used.</summary>
/// <remarks>
/// Known by full name in whichever assembly, as compilers define them in their own output for older targets. None is
/// believed on its own: the body that carries it is verified under the same annotation, and an override is compared with
/// what it overrides. Source: C# language specification, ref safe contexts; dotnet/csharplang low-level struct improvements.
/// </remarks>
internal static class Annotations
{
    internal const string IsByRefLike = "System.Runtime.CompilerServices.IsByRefLikeAttribute";
    internal const string IsReadOnly = "System.Runtime.CompilerServices.IsReadOnlyAttribute";
    internal const string RequiresLocation = "System.Runtime.CompilerServices.RequiresLocationAttribute";
    internal const string Scoped = "System.Runtime.CompilerServices.ScopedRefAttribute";
    internal const string Unscoped = "System.Diagnostics.CodeAnalysis.UnscopedRefAttribute";
    internal const string In = "System.Runtime.InteropServices.InAttribute";
    internal const string IsExternalInit = "System.Runtime.CompilerServices.IsExternalInit";

    internal static bool Has(EquatableArray<CustomAttributeModel> attributes, string name)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Type is { } type && type.FullName == name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a signature carries <c>modreq(InAttribute)</c> on the reference or on what it refers to.</summary>
    internal static bool IsIn(TypeSignature type) => type switch
    {
        ModifiedSignature { IsRequired: true } modified => modified.Modifier.Definition?.FullName == In || IsIn(modified.Element),
        ModifiedSignature modified => IsIn(modified.Element),
        ByReferenceSignature reference => reference.Element is ModifiedSignature inner && IsIn(inner),
        _ => false,
    };

    /// <summary>Whether a parameter is the struct of captured variables that a local function gets by reference.</summary>
    /// <remarks>
    /// Compilers do not say so, but it is scoped: C# lets no local function return a reference to a variable of the method
    /// around it. The name is an annotation like the others: callers and the body are held to the same. It is the signature
    /// that decides, as a type parameter stands for closures too, and its method promises nothing.
    /// </remarks>
    internal static bool IsClosure(TypeSignature parameter) =>
        parameter is ByReferenceSignature { Element.Definition: { } identity }
        && identity.Name.StartsWith("<>c__DisplayClass", StringComparison.Ordinal);

    /// <summary>Whether a method is an <c>init</c> accessor.</summary>
    internal static bool IsInitializer(MethodModel method) =>
        method.Signature.ReturnType is ModifiedSignature { IsRequired: true } modified
        && modified.Modifier.Definition?.FullName == IsExternalInit;

    /// <summary>Whether <c>this</c> cannot be written by an instance method of a value type.</summary>
    internal static bool HasReadOnlyThis(TypeModel type, MethodModel method) =>
        !method.IsConstructor
        && (Has(method.CustomAttributes, IsReadOnly) || Has(type.CustomAttributes, IsReadOnly) && !IsInitializer(method));
}
