using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Makes types from signatures, each once, and answers what they derive from.</summary>
/// <remarks>
/// Not safe to share between threads: every worker has its own. Walks are bounded; what goes beyond is
/// <see cref="TypeShape.Unusable"/>, which nothing is assignable to.
/// </remarks>
internal sealed class TypeSystem
{
    /// <summary>Types inside types; signatures are bounded by the screening, substitution could make them deeper.</summary>
    private const int MaxDepth = 64;

    /// <summary>Base classes above a type, and interfaces of one type.</summary>
    private const int MaxAncestors = 512;

    private readonly AssemblyClosure _closure;
    private readonly Dictionary<TypeIdentity, InternedType> _named = [];
    private readonly Dictionary<InstanceKey, InternedType> _instances = [];

    // Null is one with generic parameters, which means something else elsewhere.
    private readonly Dictionary<GenericSignature, InternedType?> _closedInstances = [];
    private readonly InternedType?[] _primitives = new InternedType?[Enum.GetValues<PrimitiveCode>().Length];
    private readonly Dictionary<(InternedType Element, int Rank), InternedType> _arrays = [];
    private readonly Dictionary<TypeIdentity, GenericScope> _typeScopes = [];
    private readonly Dictionary<MethodModel, GenericScope> _methodScopes = new(SameObject<MethodModel>.HashedBy(method => method.Token));
    private readonly Dictionary<int, InternedType> _methodParameters = [];
    private readonly Dictionary<TypeModel, HashSet<int>> _unscopedAccessors = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(int Index, GenericParameterAttributes Attributes), InternedType> _freeParameters = [];
    private readonly Dictionary<TypeModel, bool> _areByRefLike = new(SameObject<TypeModel>.HashedBy(type => type.Token));
    private readonly List<InternedType> _interfaces = [];
    private readonly HashSet<InternedType> _seenInterfaces = [];
    private readonly InternedType _unusable;
    private int _count;

    internal TypeSystem(AssemblyClosure closure)
    {
        _closure = closure;
        _unusable = new InternedType(PrimitiveSignature.Of(PrimitiveCode.TypedReference), TypeShape.Unusable, _count++);
        Void = Core(PrimitiveCode.Void);
        Object = Core(PrimitiveCode.Object);
        String = Core(PrimitiveCode.String);
        Array = Named("System", "Array");
        ValueType = Named("System", "ValueType");
        Enumeration = Named("System", "Enum");
        Exception = Named("System", "Exception");
    }

    internal AssemblyClosure Closure => _closure;

    internal InternedType Void { get; }

    internal InternedType Object { get; }

    internal InternedType String { get; }

    internal InternedType Array { get; }

    internal InternedType ValueType { get; }

    internal InternedType Enumeration { get; }

    internal InternedType Exception { get; }

    /// <summary>A type of the core library's namespace System that has a code of its own.</summary>
    internal InternedType Core(PrimitiveCode code) => Intern(PrimitiveSignature.Of(code), GenericScope.Empty);

    /// <summary>A type of the core library that is not generic.</summary>
    internal InternedType Named(string @namespace, string name) => OfIdentity(
        new TypeIdentity(FrameworkNames.CoreLibrary, @namespace, name), null);

    /// <summary>The type that a signature means where its generic parameters mean what the scope says.</summary>
    internal InternedType Intern(TypeSignature signature, GenericScope scope)
    {
        switch (signature)
        {
            case GenericParameterSignature parameter:
                var arguments = parameter.IsMethodParameter ? scope.MethodArguments : scope.TypeArguments;
                return parameter.Index >= 0 && parameter.Index < arguments.Length ? arguments[parameter.Index] : Unusable(signature);
            case PrimitiveSignature primitive:
                return _primitives[(int)primitive.Code] ??= OfIdentity(signature.Definition!, signature);
            case NamedSignature named:
                return OfIdentity(named.Identity, signature);
            case ModifiedSignature modified:
                return Intern(modified.Element, scope);
            case VectorSignature vector:
                return VectorOf(Intern(vector.Element, scope));
            case ArraySignature array:
                return ArrayOf(Intern(array.Element, scope), array.Rank, array);
            case ByReferenceSignature reference:
                return ReferenceTo(Intern(reference.Element, scope));
            case GenericSignature generic:
                if (!_closedInstances.TryGetValue(generic, out var closed))
                {
                    closed = generic.IsClosed ? Instance(generic, GenericScope.Empty) : null;
                    _closedInstances.Add(generic, closed);
                }

                return closed ?? Instance(generic, scope);
            default:
                return Unusable(signature);
        }
    }

    /// <summary>The vector of a type.</summary>
    internal InternedType VectorOf(InternedType element)
    {
        if (element.VectorOf is { } known)
        {
            return known;
        }

        var signature = new VectorSignature(element.Signature);
        return element.VectorOf = !CanBeElement(element)
            ? Unusable(signature)
            : new InternedType(signature, TypeShape.Vector, _count++) { Element = element, Rank = 1, Depth = element.Depth + 1 };
    }

    /// <summary>The managed pointer to a type.</summary>
    internal InternedType ReferenceTo(InternedType element)
    {
        if (element.ReferenceTo is { } known)
        {
            return known;
        }

        var signature = new ByReferenceSignature(element.Signature);
        return element.ReferenceTo = element.Shape is TypeShape.Unusable or TypeShape.Void or TypeShape.Reference || element.Depth >= MaxDepth
            ? Unusable(signature)
            : new InternedType(signature, TypeShape.Reference, _count++) { Element = element, Depth = element.Depth + 1 };
    }

    /// <summary>What a type's own code calls its generic parameters.</summary>
    internal ImmutableArray<InternedType> ParametersOf(TypeModel type) => ScopeOf(type).TypeArguments;

    /// <summary>The scope of a type's own code.</summary>
    internal GenericScope ScopeOf(TypeModel type)
    {
        if (type.GenericParameters.IsEmpty)
        {
            return GenericScope.Empty;
        }

        if (!_typeScopes.TryGetValue(type.Identity, out var scope))
        {
            scope = new GenericScope(MakeParameters(type.GenericParameters, isMethod: false), []);
            _typeScopes.Add(type.Identity, scope);
            foreach (var parameter in scope.TypeArguments)
            {
                parameter.ParameterScope = scope;
            }
        }

        return scope;
    }

    /// <summary>The scope of a method's own code.</summary>
    internal GenericScope ScopeOf(TypeModel type, MethodModel method)
    {
        if (method.GenericParameters.IsEmpty)
        {
            return ScopeOf(type);
        }

        if (_methodScopes.TryGetValue(method, out var known))
        {
            return known;
        }

        var methodParameters = MakeParameters(method.GenericParameters, isMethod: true);
        var scope = new GenericScope(ParametersOf(type), methodParameters);
        foreach (var parameter in methodParameters)
        {
            parameter.ParameterScope = scope; // Counts for parameters with constraints, which are the method's own.
        }

        _methodScopes.Add(method, scope);
        return scope;
    }

    /// <summary>A type as its own code sees it: an instance over its own parameters.</summary>
    internal InternedType SelfOf(TypeModel type) =>
        type.GenericParameters.Count == 0 ? OfIdentity(type.Identity, null) : InstanceOf(type, ParametersOf(type));

    /// <summary>A generic type with its arguments.</summary>
    internal InternedType InstanceOf(TypeModel definition, ImmutableArray<InternedType> arguments)
    {
        var key = new InstanceKey(definition.Identity, arguments);
        if (_instances.TryGetValue(key, out var known))
        {
            return known;
        }

        var signature = new GenericSignature(
            (NamedSignature)NamedSignature.Of(definition.Identity), arguments.Select(argument => argument.Signature).ToEquatableArray());
        var depth = 1 + arguments.Max(argument => argument.Depth);
        var made = depth > MaxDepth ? new InternedType(signature, TypeShape.Unusable, _count++) { Depth = depth }
            : arguments.Length != definition.GenericParameters.Count
            || arguments.Any(argument => argument.Shape is TypeShape.Unusable or TypeShape.Void or TypeShape.Reference)
            ? Unusable(signature)
            : Make(definition, signature, arguments, depth);
        _instances.Add(key, made);
        return made;
    }

    /// <summary>The class that a type extends; null for <c>object</c>, interfaces and everything without one.</summary>
    internal InternedType? BaseOf(InternedType type)
    {
        if (!type.HasBase)
        {
            type.HasBase = true;
            type.Base = type.Shape switch
            {
                TypeShape.Vector or TypeShape.Array => Array,
                _ when type.Definition?.BaseType is { } signature => Intern(signature, ScopeWithin(type)),
                _ => null,
            };
        }

        return type.Base;
    }

    /// <summary>All interfaces of a type, those of its base classes and of its interfaces included.</summary>
    /// <remarks>A loop, as a chain of interfaces may be as long as the image has rows.</remarks>
    internal ImmutableArray<InternedType> InterfacesOf(InternedType type)
    {
        if (type.Interfaces.IsDefault)
        {
            _interfaces.Clear();
            _seenInterfaces.Clear();
            var (found, seen) = (_interfaces, _seenInterfaces);
            if (type.Shape == TypeShape.Interface)
            {
                AddOwn(type);
            }
            else
            {
                foreach (var ancestor in Ancestry(type))
                {
                    AddOwn(ancestor);
                }
            }

            for (var next = 0; next < found.Count; next++)
            {
                AddOwn(found[next]);
            }

            type.Interfaces = [.. found];

            void AddOwn(InternedType implementer)
            {
                foreach (var signature in implementer.Definition?.Interfaces ?? [])
                {
                    var contract = Intern(signature, ScopeWithin(implementer));
                    if (contract.Shape == TypeShape.Interface && found.Count < MaxAncestors)
                    {
                        if (seen.Add(contract))
                        {
                            found.Add(contract);
                        }
                    }
                    else if (contract.Shape == TypeShape.Interface ? !seen.Contains(contract) : contract.Depth > MaxDepth)
                    {
                        type.HasTooManyInterfaces = true;
                    }
                }
            }
        }

        return type.Interfaces;
    }

    /// <summary>The types that a generic parameter's arguments derive from or implement.</summary>
    internal ImmutableArray<InternedType> ConstraintsOf(InternedType parameter)
    {
        if (parameter.Constraints.IsDefault)
        {
            parameter.Constraints = parameter.Parameter is null
                ? []
                : [.. parameter.Parameter.Constraints.Items.Select(constraint => Intern(constraint, parameter.ParameterScope))];
        }

        return parameter.Constraints;
    }

    /// <summary>Whether a method or its property carries <c>[UnscopedRef]</c>.</summary>
    internal bool IsUnscoped(TypeModel type, MethodModel method)
    {
        if (Annotations.Has(method.CustomAttributes, Annotations.Unscoped))
        {
            return true;
        }

        if (type.AccessorOwners.IsEmpty)
        {
            return false;
        }

        if (!_unscopedAccessors.TryGetValue(type, out var accessors))
        {
            accessors = [.. type.AccessorOwners.Items
                .Where(owner => Annotations.Has(owner.CustomAttributes, Annotations.Unscoped))
                .SelectMany(owner => owner.Accessors.Items)];
            _unscopedAccessors.Add(type, accessors);
        }

        return accessors.Contains(method.Token);
    }

    /// <summary>The classes from a type up to <c>object</c>; walking them allocates nothing.</summary>
    internal AncestorWalk Ancestry(InternedType type) => new(this, type);

    /// <summary>What the generic parameters of a type's definition mean for its members.</summary>
    internal static GenericScope ScopeWithin(InternedType type) => type.MemberScope ??= type.Arguments.IsEmpty ? GenericScope.Empty : new(type.Arguments, []);

    /// <summary>What stands for one generic parameter of any method, where signatures of several methods are compared.</summary>
    internal InternedType MethodParameter(int index) => _methodParameters.TryGetValue(index, out var known) ? known
        : _methodParameters[index] = new InternedType(GenericParameterSignature.Of(true, index), TypeShape.Parameter, _count++);

    private ImmutableArray<InternedType> MakeParameters(EquatableArray<GenericParameterModel> rows, bool isMethod) =>
        rows.IsEmpty ? [] : [.. rows.Items.Select(row => isMethod && row.Constraints.IsEmpty ? FreeParameter(row) : MakeParameter(row, isMethod))];

    /// <summary>
    /// The parameter of a method that asks for nothing but flags. No body sees those of two methods, so that one stands for
    /// all, and with it the types that are made over it.
    /// </summary>
    private InternedType FreeParameter(GenericParameterModel row)
    {
        if (!_freeParameters.TryGetValue((row.Index, row.Attributes), out var parameter))
        {
            parameter = MakeParameter(row, isMethod: true);
            _freeParameters.Add((row.Index, row.Attributes), parameter);
        }

        return parameter;
    }

    private InternedType MakeParameter(GenericParameterModel row, bool isMethod) =>
        new(GenericParameterSignature.Of(isMethod, row.Index), TypeShape.Parameter, _count++)
        {
            Parameter = row,
            IsByRefLike = (row.Attributes & GenericParameterAttributes.AllowByRefLike) != 0,
        };

    private InternedType Instance(GenericSignature generic, GenericScope scope)
    {
        var arguments = ImmutableArray.CreateBuilder<InternedType>(generic.Arguments.Count);
        foreach (var argument in generic.Arguments)
        {
            arguments.Add(Intern(argument, scope));
        }

        return _closure.Find(generic.Generic.Identity) is { } definition && arguments.Count > 0
            ? InstanceOf(definition, arguments.MoveToImmutable())
            : Unusable(generic);
    }

    private InternedType ArrayOf(InternedType element, int rank, ArraySignature signature)
    {
        if (!_arrays.TryGetValue((element, rank), out var array))
        {
            array = CanBeElement(element)
                ? new InternedType(
                    new ArraySignature(element.Signature, rank, [], []), TypeShape.Array, _count++)
                { Element = element, Rank = rank, Depth = element.Depth + 1 }
                : Unusable(signature);
            _arrays.Add((element, rank), array);
        }

        return array;
    }

    private static bool CanBeElement(InternedType element) =>
        element.Shape is not (TypeShape.Unusable or TypeShape.Void or TypeShape.Reference)
        && (!element.IsByRefLike || element.Shape == TypeShape.Parameter)
        && element.Depth < MaxDepth;

    private InternedType OfIdentity(TypeIdentity identity, TypeSignature? signature)
    {
        if (!_named.TryGetValue(identity, out var type))
        {
            signature ??= NamedSignature.Of(identity);
            type = _closure.Find(identity) is { GenericParameters.Count: 0 } definition
                ? Make(definition, signature, [], 1)
                : Unusable(signature);
            _named.Add(identity, type);
        }

        return type;
    }

    private InternedType Make(TypeModel definition, TypeSignature signature, ImmutableArray<InternedType> arguments, int depth)
    {
        var (shape, reduced) = ShapeOf(definition, signature);
        return new InternedType(signature, shape, _count++)
        {
            Definition = definition,
            Arguments = arguments,
            Depth = depth,
            Reduced = reduced,
            IsByRefLike = shape == TypeShape.Structure && IsByRefLike(definition),
        };
    }

    private bool IsByRefLike(TypeModel definition)
    {
        if (!_areByRefLike.TryGetValue(definition, out var isByRefLike))
        {
            isByRefLike = Annotations.Has(definition.CustomAttributes, Annotations.IsByRefLike);
            _areByRefLike.Add(definition, isByRefLike);
        }

        return isByRefLike;
    }

    private static (TypeShape Shape, PrimitiveCode? Reduced) ShapeOf(TypeModel definition, TypeSignature signature)
    {
        if (signature is PrimitiveSignature primitive)
        {
            return primitive.Code switch
            {
                PrimitiveCode.Void => (TypeShape.Void, null),
                PrimitiveCode.Object or PrimitiveCode.String => (TypeShape.Class, null),
                PrimitiveCode.TypedReference => (TypeShape.Unusable, null),
                var code => (TypeShape.Primitive, Reduce(code)),
            };
        }

        if (definition.IsInterface)
        {
            return (TypeShape.Interface, null);
        }

        if (!definition.IsValueType)
        {
            return (TypeShape.Class, null);
        }

        if (definition.BaseType is not NamedSignature { Identity.FullName: "System.Enum" })
        {
            return (TypeShape.Structure, null);
        }

        return definition.Fields.Items.FirstOrDefault(field => !field.IsStatic)?.FieldType is PrimitiveSignature underlying
            && Reduce(underlying.Code) is { } reduced
            ? (TypeShape.Enumeration, reduced)
            : (TypeShape.Unusable, null);
    }

    private static PrimitiveCode? Reduce(PrimitiveCode code) => code switch
    {
        PrimitiveCode.Boolean or PrimitiveCode.SByte or PrimitiveCode.Byte => PrimitiveCode.SByte,
        PrimitiveCode.Char or PrimitiveCode.Int16 or PrimitiveCode.UInt16 => PrimitiveCode.Int16,
        PrimitiveCode.Int32 or PrimitiveCode.UInt32 => PrimitiveCode.Int32,
        PrimitiveCode.Int64 or PrimitiveCode.UInt64 => PrimitiveCode.Int64,
        PrimitiveCode.IntPtr or PrimitiveCode.UIntPtr => PrimitiveCode.IntPtr,
        PrimitiveCode.Single => PrimitiveCode.Single,
        PrimitiveCode.Double => PrimitiveCode.Double,
        _ => null,
    };

    private InternedType Unusable(TypeSignature signature) =>
        signature is PrimitiveSignature ? _unusable : new InternedType(signature, TypeShape.Unusable, _count++);

    /// <summary>A type and what it derives from, nearest first.</summary>
    internal struct AncestorWalk(TypeSystem types, InternedType start)
    {
        private int _count;

        public InternedType Current { get; private set; } = null!;

        public readonly AncestorWalk GetEnumerator() => this;

        public bool MoveNext()
        {
            var next = _count == 0 ? start : types.BaseOf(Current);
            if (next is null || _count++ == MaxAncestors)
            {
                return false;
            }

            Current = next;
            return true;
        }

        /// <summary>All of them.</summary>
        internal readonly List<InternedType> ToList()
        {
            var all = new List<InternedType>();
            foreach (var type in this)
            {
                all.Add(type);
            }

            return all;
        }
    }

    private readonly struct InstanceKey(TypeIdentity definition, ImmutableArray<InternedType> arguments) : IEquatable<InstanceKey>
    {
        private readonly TypeIdentity _definition = definition;
        private readonly ImmutableArray<InternedType> _arguments = arguments;

        public bool Equals(InstanceKey other) =>
            _definition.Equals(other._definition) && _arguments.AsSpan().SequenceEqual(other._arguments.AsSpan());

        public override bool Equals(object? obj) => obj is InstanceKey other && Equals(other);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.Add(_definition);
            foreach (var argument in _arguments)
            {
                hash.Add(argument);
            }

            return hash.ToHashCode();
        }
    }
}
