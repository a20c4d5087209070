using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3025: a method keeps what callers of the method that it overrides or implements are promised.</summary>
/// <remarks>
/// Callers go by the annotations of the method that they name (<c>scoped</c>, <c>in</c>, <c>out</c>, <c>[UnscopedRef]</c>,
/// <c>ref readonly</c>), and the body is verified under its own. The runtime compares signatures, of which most annotations
/// are no part. Pairs are found by name, arity and parameter types: more than the runtime pairs, never fewer.
/// </remarks>
internal sealed class OverrideCheck
{
    internal static readonly DiagnosticDescriptor Looser =
        new("RX3025", "Override promises less than what it overrides", "C# language specification, ref safe contexts: scoped and ref mismatches");

    /// <summary>Methods that are looked for in one module; libraries need less than a tenth.</summary>
    private const int MaxComparisons = 8_000_000;

    private readonly RuleContext _context;
    private readonly TypeSystem _types;
    private readonly Dictionary<TypeModel, ILookup<string, MethodModel>> _methods = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TypeModel, ImmutableArray<MethodModel>> _promises = new(ReferenceEqualityComparer.Instance);
    private int _comparisons;

    internal OverrideCheck(RuleContext context, TypeSystem types) => (_context, _types) = (context, types);

    internal IEnumerable<Diagnostic> Check(TypeModel type)
    {
        var self = _types.SelfOf(type);
        return _comparisons > MaxComparisons
            ? [FlowRules.TooComplex.At(_context.At(type), $"{Text.Of(type.Identity)} cannot be compared with what it overrides: the module has too many methods to look for.")]
            : CheckOwn(type, self).Concat(CheckInherited(type, self)).Concat(CheckRows(type, self));
    }

    /// <summary>The type's methods as bodies of base classes' and interfaces' methods of the same name.</summary>
    private IEnumerable<Diagnostic> CheckOwn(TypeModel type, InternedType self)
    {
        foreach (var body in type.Methods.Items.Where(method => IsBody(method) && HasPromises(type, method)))
        {
            var overrides = body.IsVirtual && (body.Attributes & MethodAttributes.NewSlot) == 0;
            foreach (var owner in overrides ? _types.InterfacesOf(self).Concat(ParentsOf(self)) : _types.InterfacesOf(self))
            {
                _comparisons++;
                if (FaultAmong(self, body, owner) is { } fault)
                {
                    yield return Looser.At(_context.At(body), $"{Text.Of(type.Identity)}.{body.Name} overrides or implements the one of {owner}: {fault}.");
                }
            }
        }
    }

    /// <summary>Base classes' methods as bodies for interfaces that only the type implements.</summary>
    private IEnumerable<Diagnostic> CheckInherited(TypeModel type, InternedType self)
    {
        if (type.Interfaces.IsEmpty || type.IsInterface || type.IsValueType)
        {
            yield break;
        }

        List<InternedType>? parents = null;

        foreach (var contract in _types.InterfacesOf(self))
        {
            foreach (var declaration in PromisesOf(contract.Definition!))
            {
                if (_comparisons > MaxComparisons)
                {
                    yield return FlowRules.TooComplex.At(
                        _context.At(type), $"{self} implements {contract}, and the module has too many interface methods to look for.");
                    yield break;
                }

                foreach (var ancestor in (parents ??= ParentsOf(self)).Where(ancestor => ancestor.Definition is not null))
                {
                    _comparisons++;
                    foreach (var body in MethodsOf(ancestor)[declaration.Name])
                    {
                        if (IsBody(body) && IsPair(ancestor, body, contract, declaration)
                            && Fault(ancestor, body, contract, declaration) is { } fault)
                        {
                            yield return Looser.At(_context.At(type), $"{self} implements {contract} by {body.Name} of {ancestor}: {fault}.");
                        }
                    }
                }
            }
        }
    }

    /// <summary>The pairs that the metadata states (MethodImpl, ECMA-335 II.22.27).</summary>
    private IEnumerable<Diagnostic> CheckRows(TypeModel type, InternedType self)
    {
        foreach (var row in type.MethodImplementations)
        {
            if (_context.Members.Find(row.Body) is { } body && _context.Members.Find(row.Declaration) is { } declaration
                && FaultOf(row, body, declaration) is { } fault)
            {
                yield return Looser.At(_context.At(body.Method), $"{body.Method.Name} implements {Text.Of(row.Declaration)}: {fault}.");
            }
        }

        string? FaultOf(MethodImplementationModel row, ResolvedMethod body, ResolvedMethod declaration)
        {
            var named = _types.Intern(row.Declaration.DeclaringType, TypeSystem.ScopeWithin(self));
            var owner = Ancestor(named, declaration.Type);
            var bodyOwner = Ancestor(self, body.Type);
            return owner is null || bodyOwner is null ? "one of the two belongs to another type"
                : body.Method.Signature.Parameters.Count != declaration.Method.Signature.Parameters.Count
                    || body.Method.GenericParameters.Count != declaration.Method.GenericParameters.Count ? "the two take other arguments"
                : Fault(bodyOwner, body.Method, owner, declaration.Method);
        }
    }

    private InternedType? Ancestor(InternedType type, TypeModel definition)
    {
        foreach (var candidate in _types.Ancestry(type))
        {
            if (ReferenceEquals(candidate.Definition, definition))
            {
                return candidate;
            }
        }

        return null;
    }

    private List<InternedType> ParentsOf(InternedType type) => _types.Ancestry(type).ToList()[1..];

    private ILookup<string, MethodModel> MethodsOf(InternedType type)
    {
        if (!_methods.TryGetValue(type.Definition!, out var methods))
        {
            methods = type.Definition!.Methods.Items.ToLookup(method => method.Name, StringComparer.Ordinal);
            _methods.Add(type.Definition, methods);
        }

        return methods;
    }

    private ImmutableArray<MethodModel> PromisesOf(TypeModel contract)
    {
        if (!_promises.TryGetValue(contract, out var methods))
        {
            methods = [.. contract.Methods.Items.Where(method => method.IsVirtual && HasPromises(contract, method))];
            _promises.Add(contract, methods);
        }

        return methods;
    }

    private string? FaultAmong(InternedType bodyOwner, MethodModel body, InternedType owner)
    {
        if (owner.Definition is null)
        {
            return null;
        }

        foreach (var declaration in MethodsOf(owner)[body.Name])
        {
            if (declaration.IsVirtual && IsPair(bodyOwner, body, owner, declaration) && Fault(bodyOwner, body, owner, declaration) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    /// <summary>Whether the runtime could take one for the body of the other; return types are not compared.</summary>
    private bool IsPair(InternedType bodyOwner, MethodModel body, InternedType owner, MethodModel declaration)
    {
        if (body.IsStatic != declaration.IsStatic
            || body.Signature.Parameters.Count != declaration.Signature.Parameters.Count
            || body.GenericParameters.Count != declaration.GenericParameters.Count)
        {
            return false;
        }

        var (bodyScope, scope) = Scopes(bodyOwner, body, owner);
        for (var index = 0; index < body.Signature.Parameters.Count; index++)
        {
            var own = _types.Intern(body.Signature.Parameters[index], bodyScope);
            var other = _types.Intern(declaration.Signature.Parameters[index], scope);
            if (!ReferenceEquals(own, other) && own.Shape != TypeShape.Unusable && other.Shape != TypeShape.Unusable)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the declaration promises and the body does not keep; null when it keeps everything.</summary>
    private string? Fault(InternedType bodyOwner, MethodModel body, InternedType owner, MethodModel declaration)
    {
        var (bodyScope, scope) = Scopes(bodyOwner, body, owner);
        var parameters = body.Signature.Parameters.Items.Select(parameter => _types.Intern(parameter, bodyScope)).ToList();
        var canKeep = ParameterTarget.CanKeep(
            body.IsStatic ? null : bodyOwner, parameters, _types.Intern(body.Signature.ReturnType, bodyScope));
        for (var index = 0; index < parameters.Count; index++)
        {
            var taken = ParameterTarget.Of(body, index, parameters[index]);
            var given = ParameterTarget.Of(declaration, index, _types.Intern(declaration.Signature.Parameters[index], scope));
            if (!(canKeep ? taken.Keeps(given) : taken.KeepsPermission(given)))
            {
                return $"it may write argument {index + 1}, or keep it for longer";
            }
        }

        if (MemberResolver.ReturnsReadOnly(body) && !MemberResolver.ReturnsReadOnly(declaration))
        {
            return "it returns a read-only reference, which callers may write through";
        }

        return IsUnscoped(bodyOwner.Definition!, body) && !_types.IsUnscoped(owner.Definition!, declaration)
            ? "it may return a reference to this"
            : null;
    }

    /// <summary>The generic parameters of the two methods count as the same.</summary>
    private (GenericScope Body, GenericScope Declaration) Scopes(InternedType bodyOwner, MethodModel body, InternedType owner)
    {
        var methodArguments = body.GenericParameters.IsEmpty ? [] : _types.ScopeOf(bodyOwner.Definition!, body).MethodArguments;
        return (new GenericScope(bodyOwner.Arguments, methodArguments), new GenericScope(owner.Arguments, methodArguments));
    }

    private bool IsUnscoped(TypeModel type, MethodModel method) =>
        !method.IsStatic && type.IsValueType && _types.IsUnscoped(type, method);

    private static bool IsBody(MethodModel method) =>
        method.IsVirtual || (method.IsStatic && (method.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public);

    /// <summary>Whether there is anything to compare: references, ref structs, or a <c>this</c> that may be returned.</summary>
    private bool HasPromises(TypeModel type, MethodModel method)
    {
        foreach (var parameter in method.Signature.Parameters)
        {
            if (MayHoldReference(parameter, type, method))
            {
                return true;
            }
        }

        return MayHoldReference(method.Signature.ReturnType, type, method);
    }

    private bool MayHoldReference(TypeSignature signature, TypeModel type, MethodModel method) => signature switch
    {
        ByReferenceSignature => true,
        ModifiedSignature modified => MayHoldReference(modified.Element, type, method),
        GenericParameterSignature parameter => (parameter.IsMethodParameter ? method.GenericParameters : type.GenericParameters) is var parameters
            && parameter.Index < parameters.Count
            && (parameters[parameter.Index].Attributes & GenericParameterAttributes.AllowByRefLike) != 0,
        NamedSignature or GenericSignature => _context.Closure.Find(signature) is { IsValueType: true } definition
            && Annotations.Has(definition.CustomAttributes, Annotations.IsByRefLike),
        _ => false,
    };
}
