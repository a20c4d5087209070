using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>Finds what the operands of a body mean, with generic parameters filled in; each once for as long as it can be kept.</summary>
/// <remarks>Not safe to share between threads.</remarks>
internal sealed class MemberResolver(TypeSystem types, ModuleMembers members, GuestModule module)
{
    // Stand in the first table for what leads nowhere, and for what another table tells.
    private static readonly object Nothing = new();
    private static readonly object InType = new();
    private static readonly object InMethod = new();

    /// <summary>Operands without generic parameters of the code around them mean the same everywhere; by token.</summary>
    private readonly TokenTable<object> _everywhere = new(module);

    /// <summary>Those with parameters of the type alone mean the same in all its methods.</summary>
    private readonly Dictionary<int, object> _inType = [];

    /// <summary>The others mean the same in one method.</summary>
    private readonly Dictionary<int, object> _inMethod = [];

    private GenericScope _scope = GenericScope.Empty;

    /// <summary>Goes on to the code of another method.</summary>
    internal void Enter(GenericScope scope)
    {
        if (_inMethod.Count > 0)
        {
            _inMethod.Clear();
        }

        if (_inType.Count > 0 && _scope.TypeArguments != scope.TypeArguments)
        {
            _inType.Clear();
        }

        _scope = scope;
    }

    /// <summary>The type that a signature means here.</summary>
    internal InternedType Type(TypeSignature signature) => types.Intern(signature, _scope);

    /// <summary>The method that an operand means; null when there is none or a type in it cannot be used.</summary>
    internal CallTarget? Method(MethodReference reference)
    {
        if (Known(reference.Token) is not { } found)
        {
            found = Resolve(reference) ?? Nothing;
            Keep(reference.Token, found, TypeSignature.ReachOf(new(reference.TypeArguments, reference.DeclaringType)));
        }

        return found as CallTarget;
    }

    /// <summary>The field that an operand means; null when there is none or a type in it cannot be used.</summary>
    internal FieldTarget? Field(FieldReference reference)
    {
        if (Known(reference.Token) is not { } found)
        {
            found = Resolve(reference) ?? Nothing;
            Keep(reference.Token, found, reference.DeclaringType.Reach);
        }

        return found as FieldTarget;
    }

    private object? Known(int token)
    {
        var found = _everywhere[token];
        return ReferenceEquals(found, InType) ? _inType.GetValueOrDefault(token)
            : ReferenceEquals(found, InMethod) ? _inMethod.GetValueOrDefault(token)
            : found;
    }

    private void Keep(int token, object found, ParameterReach reach)
    {
        ref var place = ref _everywhere[token];
        switch (reach)
        {
            case ParameterReach.Nowhere:
                place = found;
                break;
            case ParameterReach.Type:
                place = InType;
                _inType[token] = found;
                break;
            default:
                place = InMethod;
                _inMethod[token] = found;
                break;
        }
    }

    private CallTarget? Resolve(MethodReference reference)
    {
        var declaring = Type(reference.DeclaringType);
        if (declaring.Shape == TypeShape.Array)
        {
            return OfArray(reference, declaring);
        }

        if (declaring.Shape is TypeShape.Unusable or TypeShape.Parameter or TypeShape.Reference or TypeShape.Void
            || Find(reference) is not var (owner, method, open))
        {
            return null;
        }

        var arguments = reference.TypeArguments.IsEmpty ? [] : reference.TypeArguments.Items.Select(Type).ToImmutableArray();
        if (arguments.Length != method.GenericParameters.Count)
        {
            return null;
        }

        var defining = open is null ? declaring : types.Intern(open, TypeSystem.ScopeWithin(declaring));
        if (owner.GenericParameters.Count == 0 ? defining.Shape == TypeShape.Unusable : defining.Arguments.Length != owner.GenericParameters.Count)
        {
            return null;
        }

        var scope = new GenericScope(defining.Arguments, arguments);
        var parameters = ImmutableArray.CreateBuilder<ParameterTarget>(method.Signature.Parameters.Count);
        for (var index = 0; index < method.Signature.Parameters.Count; index++)
        {
            parameters.Add(ParameterTarget.Of(method, index, types.Intern(method.Signature.Parameters[index], scope)));
        }

        var taken = parameters.MoveToImmutable();
        var returnType = types.Intern(method.Signature.ReturnType, scope);
        return new CallTarget
        {
            Reference = reference,
            Method = method,
            DeclaringType = declaring,
            DefiningType = defining,
            Parameters = taken,
            ReturnType = returnType,
            ReturnsReadOnly = ReturnsReadOnly(method),
            MethodArguments = arguments,
            ConstraintFault = Constraints.FaultOf(declaring, types) ?? Constraints.FaultOf(method, scope, types),
            IsAccessibleEverywhere = (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public
                && Accessibility.IsPublic(declaring, types.Closure) && Accessibility.IsPublic(defining, types.Closure)
                && AreAllPublic(arguments)
                && Accessibility.IsPublic(returnType, types.Closure)
                && AreAllPublic(taken),
        };
    }

    private bool AreAllPublic(ImmutableArray<InternedType> all)
    {
        foreach (var type in all)
        {
            if (!Accessibility.IsPublic(type, types.Closure))
            {
                return false;
            }
        }

        return true;
    }

    private bool AreAllPublic(ImmutableArray<ParameterTarget> parameters)
    {
        foreach (var parameter in parameters)
        {
            if (!Accessibility.IsPublic(parameter.Type, types.Closure))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the returned reference is <c>ref readonly</c>.</summary>
    internal static bool ReturnsReadOnly(MethodModel method) =>
        Annotations.IsIn(method.Signature.ReturnType)
        || method.Parameters.Items.Any(row => row.Sequence == 0 && Annotations.Has(row.CustomAttributes, Annotations.IsReadOnly));

    /// <summary>
    /// The definition, its owner, and the owner's instance in terms of the named type's own parameters; null for the named
    /// type itself.
    /// </summary>
    private (TypeModel Owner, MethodModel Method, TypeSignature? Instance)? Find(MethodReference reference)
    {
        if (members.Find(reference) is not { } found)
        {
            return null;
        }

        if (reference.DeclaringType is NamedSignature or PrimitiveSignature or GenericSignature
            && found.Type.Identity == reference.DeclaringType.Definition)
        {
            return (found.Type, found.Method, null);
        }

        var open = reference.DeclaringType is GenericSignature generic ? SelfSignature(types.Closure.Find(generic)!) : reference.DeclaringType;
        foreach (var (type, instance) in types.Closure.Lineage(open))
        {
            if (ReferenceEquals(type, found.Type))
            {
                return (type, found.Method, instance);
            }
        }

        return null;
    }

    private FieldTarget? Resolve(FieldReference reference)
    {
        var declaring = Type(reference.DeclaringType);
        if (declaring.Definition is null || members.Find(reference) is not { } found)
        {
            return null;
        }

        if (ReferenceEquals(declaring.Definition, found.Type))
        {
            return Target(reference, found.Field, declaring, declaring);
        }

        var open = reference.DeclaringType is GenericSignature ? SelfSignature(declaring.Definition) : reference.DeclaringType;
        foreach (var (type, instance) in types.Closure.Lineage(open))
        {
            if (ReferenceEquals(type, found.Type))
            {
                return Target(reference, found.Field, declaring, types.Intern(instance, TypeSystem.ScopeWithin(declaring)));
            }
        }

        return null;
    }

    private FieldTarget Target(FieldReference reference, FieldModel field, InternedType declaring, InternedType defining) => new()
    {
        Reference = reference,
        Field = field,
        DeclaringType = declaring,
        DefiningType = defining,
        Type = types.Intern(field.FieldType, TypeSystem.ScopeWithin(defining)),
        HoldsReadOnly = Annotations.IsIn(field.FieldType) || Annotations.Has(field.CustomAttributes, Annotations.IsReadOnly),
        ConstraintFault = Constraints.FaultOf(declaring, types),
        IsAccessibleEverywhere = (field.Attributes & FieldAttributes.FieldAccessMask) == FieldAttributes.Public
            && Accessibility.IsPublic(declaring, types.Closure) && Accessibility.IsPublic(defining, types.Closure),
    };

    private static TypeSignature SelfSignature(TypeModel type) => type.GenericParameters.IsEmpty
        ? NamedSignature.Of(type.Identity)
        : new GenericSignature(
            (NamedSignature)NamedSignature.Of(type.Identity),
            Enumerable.Range(0, type.GenericParameters.Count).Select(index => (TypeSignature)GenericParameterSignature.Of(false, index)).ToEquatableArray());

    /// <summary>The four methods of an array with more than one dimension (ECMA-335 II.14.2).</summary>
    private CallTarget? OfArray(MethodReference reference, InternedType array)
    {
        var element = array.Element!;
        var number = types.Core(PrimitiveCode.Int32);
        var (count, extra, returned) = reference.Name switch
        {
            "Get" => (array.Rank, (InternedType?)null, element),
            "Set" => (array.Rank, element, types.Void),
            "Address" => (array.Rank, null, types.ReferenceTo(element)),
            ".ctor" => (reference.Signature.Parameters.Count == array.Rank * 2 ? array.Rank * 2 : array.Rank, null, types.Void),
            _ => (-1, null, types.Void),
        };
        var expected = Enumerable.Repeat(number, Math.Max(count, 0)).Concat(extra is null ? [] : [extra]).ToList();
        var written = reference.Signature.Parameters.Items.Select(Type).ToList();
        return count > 0 && reference.Signature.IsInstance && written.SequenceEqual(expected)
            && ReferenceEquals(Type(reference.Signature.ReturnType), returned)
            ? new CallTarget
            {
                Reference = reference,
                DeclaringType = array,
                DefiningType = array,
                Parameters = [.. expected.Select(type => new ParameterTarget(type, false, false, false, false, false))],
                ReturnType = returned,
                IsAccessibleEverywhere = Accessibility.IsPublic(array, types.Closure),
            }
            : null;
    }
}
