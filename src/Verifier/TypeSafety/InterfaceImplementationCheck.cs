using System.Collections.Immutable;
using System.Reflection;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3027: a type that can have instances implements each method of its interfaces.</summary>
/// <remarks>
/// The runtime refuses to load a type that does not, but only when the type is first used, which may be in the middle of
/// a host's call (measured on .NET 10.0.12). A method is implemented as the runtime finds it (ECMA-335 II.12.2): by a
/// MethodImpl row of the class or a base class, by a public virtual method of the same name and signature there, or by the
/// most specific interface that has a body for it; static ones by rows alone. What a base class of the framework
/// implements is implemented. The work is bounded for the module as a whole.
/// </remarks>
internal sealed class InterfaceImplementationCheck
{
    internal static readonly DiagnosticDescriptor Missing =
        new("RX3027", "Interface method has no implementation", "ECMA-335 II.12.2, II.22.27");

    /// <summary>Methods and parameters that are compared in one module; libraries need less than a hundredth.</summary>
    private const int MaxComparisons = 8_000_000;

    private readonly RuleContext _context;
    private readonly TypeSystem _types;
    private readonly Dictionary<InternedType, Dictionary<Declaration, bool>> _rows = [];
    private readonly Dictionary<TypeModel, ILookup<string, MethodModel>> _bodies = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<TypeModel, ImmutableArray<MethodModel>> _required = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<int, ImmutableArray<InternedType>> _methodParameters = [];
    private int _comparisons;

    internal InterfaceImplementationCheck(RuleContext context, TypeSystem types) => (_context, _types) = (context, types);

    /// <summary>The first method of an interface that the type owes a body; nothing when it owes none.</summary>
    internal IEnumerable<Diagnostic> Check(TypeModel type)
    {
        if (type.IsInterface || (type.Attributes & TypeAttributes.Abstract) != 0 || type.BaseType is null)
        {
            return [];
        }

        var self = _types.SelfOf(type);
        if (_types.InterfacesOf(self).IsEmpty)
        {
            return [];
        }

        var lineage = _types.Ancestry(self).ToList();
        if (lineage.Exists(ancestor => ancestor.Definition is null))
        {
            return []; // A base type that does not exist is reported by the rules on references.
        }

        // From here on up, each class has a check of its own, or is the framework's.
        var whole = lineage.FindIndex(1, IsWhole);
        var inherited = whole < 0 ? [] : _types.InterfacesOf(lineage[whole]);
        var all = _types.InterfacesOf(self);
        if (all.Length == inherited.Length)
        {
            return [];
        }

        foreach (var contract in all.Except(inherited))
        {
            foreach (var method in RequiredOf(contract.Definition!))
            {
                var isImplemented = IsImplemented(contract, method, lineage, all);
                if (_comparisons > MaxComparisons)
                {
                    return [FlowRules.TooComplex.At(
                        _context.At(type), $"{Text.Of(type.Identity)} implements interfaces, and the module has too many interface methods to look for.")];
                }

                if (!isImplemented)
                {
                    return [Missing.At(
                        _context.At(type),
                        $"{Text.Of(type.Identity)} does not implement {contract}.{method.Name}: it has no {(method.IsStatic ? "static" : "public virtual")} method of these parameter and return types for it.")];
                }
            }
        }

        return [];
    }

    private bool IsWhole(InternedType ancestor) =>
        !_context.Closure.IsGuest(ancestor.Definition!.Identity) || (ancestor.Definition.Attributes & TypeAttributes.Abstract) == 0;

    /// <summary>The slots of an interface. Final methods are none: they are bodies for another interface's.</summary>
    private ImmutableArray<MethodModel> RequiredOf(TypeModel contract)
    {
        if (!_required.TryGetValue(contract, out var methods))
        {
            methods = [.. contract.Methods.Items.Where(method => method.IsVirtual && (method.Attributes & MethodAttributes.Final) == 0)];
            _required.Add(contract, methods);
        }

        return methods;
    }

    private bool IsImplemented(InternedType contract, MethodModel method, List<InternedType> lineage, ImmutableArray<InternedType> interfaces)
    {
        var declaration = new Declaration(contract, method.Name, method.Signature);
        foreach (var ancestor in lineage)
        {
            _comparisons++;
            if (RowsOf(ancestor).ContainsKey(declaration) || (!method.IsStatic && HasBody(ancestor, contract, method)))
            {
                return true;
            }
        }

        return HasDefault(declaration, !IsAbstract(method), interfaces);
    }

    private bool HasBody(InternedType ancestor, InternedType contract, MethodModel method)
    {
        if (!_bodies.TryGetValue(ancestor.Definition!, out var bodies))
        {
            bodies = ancestor.Definition!.Methods.Items
                .Where(body => body.IsVirtual && !body.IsStatic && (body.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public)
                .ToLookup(body => body.Name, StringComparer.Ordinal);
            _bodies.Add(ancestor.Definition, bodies);
        }

        foreach (var body in bodies[method.Name])
        {
            if (HasSameSignature(ancestor, body, contract, method))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasSameSignature(InternedType ancestor, MethodModel body, InternedType contract, MethodModel method)
    {
        var (own, other) = (body.Signature, method.Signature);
        _comparisons += 1 + own.Parameters.Count;
        if (own.Parameters.Count != other.Parameters.Count || own.GenericParameterCount != other.GenericParameterCount || _comparisons > MaxComparisons)
        {
            return false;
        }

        var methodParameters = MethodParameters(own.GenericParameterCount);
        var (ownScope, otherScope) = (new GenericScope(ancestor.Arguments, methodParameters), new GenericScope(contract.Arguments, methodParameters));
        for (var index = 0; index < own.Parameters.Count; index++)
        {
            if (!IsSame(own.Parameters[index], other.Parameters[index]))
            {
                return false;
            }
        }

        return IsSame(own.ReturnType, other.ReturnType);

        bool IsSame(TypeSignature left, TypeSignature right) =>
            _types.Intern(left, ownScope) is var one && _types.Intern(right, otherScope) is var two
            && (ReferenceEquals(one, two) || (one.Shape == TypeShape.Unusable && two.Shape == TypeShape.Unusable));
    }

    /// <summary>Whether one of the most specific interfaces that speak of the method has a body for it.</summary>
    private bool HasDefault(Declaration declaration, bool hasOwnBody, ImmutableArray<InternedType> interfaces)
    {
        var speakers = new List<(InternedType Type, bool HasBody)> { (declaration.Contract, hasOwnBody) };
        foreach (var other in interfaces)
        {
            _comparisons++;
            if (RowsOf(other).TryGetValue(declaration, out var hasBody))
            {
                speakers.Add((other, hasBody));
            }
        }

        return speakers.Exists(speaker => speaker.HasBody
            && !speakers.Exists(other => !ReferenceEquals(other.Type, speaker.Type) && _types.InterfacesOf(other.Type).Contains(speaker.Type)));
    }

    /// <summary>What a type implements by MethodImpl rows, and whether with a body.</summary>
    private Dictionary<Declaration, bool> RowsOf(InternedType type)
    {
        if (!_rows.TryGetValue(type, out var rows))
        {
            rows = [];
            foreach (var row in type.Definition!.MethodImplementations)
            {
                var contract = _types.Intern(row.Declaration.DeclaringType, TypeSystem.ScopeWithin(type));
                rows[new Declaration(contract, row.Declaration.Name, row.Declaration.Signature)] =
                    _context.Closure.Find(row.Body) is not { } body || !IsAbstract(body.Method);
            }

            _rows.Add(type, rows);
        }

        return rows;
    }

    private ImmutableArray<InternedType> MethodParameters(int count)
    {
        if (!_methodParameters.TryGetValue(count, out var parameters))
        {
            parameters = [.. Enumerable.Range(0, count).Select(_types.MethodParameter)];
            _methodParameters.Add(count, parameters);
        }

        return parameters;
    }

    private static bool IsAbstract(MethodModel method) => (method.Attributes & MethodAttributes.Abstract) != 0;

    /// <summary>A method of an interface as rows name it: in terms of the interface's own parameters.</summary>
    private readonly record struct Declaration(InternedType Contract, string Name, MethodSignature Signature);
}
