namespace RExecIL.Verifier.Metadata;

/// <summary>Which type a name means: the assembly that defines it, after type forwarders, and its name there.</summary>
/// <remarks>
/// Never compare full names alone: a guest may define its own <c>System.String</c>. Assembly names are compared
/// without case, as the runtime's binder compares them; type names are compared exactly. Immutable.
/// </remarks>
public sealed record TypeIdentity
{
    private readonly int _hash;

    /// <summary>Names a type.</summary>
    /// <param name="assembly">Simple name of the defining assembly.</param>
    /// <param name="namespace">The namespace, empty for none and for nested types.</param>
    /// <param name="name">The metadata name, with <c>`n</c> for n generic parameters.</param>
    /// <param name="declaringType">The enclosing type of a nested one.</param>
    public TypeIdentity(string assembly, string @namespace, string name, TypeIdentity? declaringType = null)
    {
        (Assembly, Namespace, Name, DeclaringType) = (assembly, @namespace, name, declaringType);
        FullName = declaringType is not null ? declaringType.FullName + "/" + name
            : @namespace.Length == 0 ? name
            : @namespace + "." + name;
        _hash = FullName.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>Simple name of the defining assembly.</summary>
    public string Assembly { get; }

    /// <summary>The namespace, empty for none and for nested types.</summary>
    public string Namespace { get; }

    /// <summary>The metadata name, with <c>`n</c> for n generic parameters.</summary>
    public string Name { get; }

    /// <summary>The enclosing type of a nested one.</summary>
    public TypeIdentity? DeclaringType { get; }

    /// <summary>Namespace and name, enclosing types before <c>/</c>: for people and for look-up inside one assembly.</summary>
    public string FullName { get; }

    /// <summary>The outermost enclosing type, or this one.</summary>
    public TypeIdentity Outermost => DeclaringType?.Outermost ?? this;

    /// <summary>The enclosing types from the outermost, then this one.</summary>
    public IEnumerable<TypeIdentity> Path() => DeclaringType is null ? [this] : [.. DeclaringType.Path(), this];

    /// <inheritdoc/>
    public bool Equals(TypeIdentity? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && _hash == other._hash
            && FullName == other.FullName
            && Name == other.Name
            && string.Equals(Assembly, other.Assembly, StringComparison.OrdinalIgnoreCase)
            && Equals(DeclaringType, other.DeclaringType));

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <inheritdoc/>
    public override string ToString() => FullName;
}
