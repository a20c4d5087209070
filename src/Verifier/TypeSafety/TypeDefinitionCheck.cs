using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3021, RX3022, RX3024, RX3028: what type definitions and signatures are made of.</summary>
/// <remarks>
/// The runtime checks most of it when it first loads the type or compiles the method, which may be in the middle of a
/// host's call; of locals and of some tokens it checks nothing (measured on .NET 10.0.12).
/// </remarks>
internal sealed class TypeDefinitionCheck
{
    internal static readonly DiagnosticDescriptor Malformed =
        new("RX3028", "Type definition contradicts itself", "ECMA-335 II.10.1, II.14.3, II.14.6, II.22.23");

    private readonly RuleContext _context;
    private readonly TypeSystem _types;

    internal TypeDefinitionCheck(RuleContext context, TypeSystem types) => (_context, _types) = (context, types);

    internal IEnumerable<Diagnostic> Check(TypeModel type)
    {
        var scope = _types.ScopeOf(type);
        if (Fault(type, scope) is { } fault)
        {
            yield return Malformed.At(_context.At(type), $"{Text.Of(type.Identity)} {fault}.");
        }

        foreach (var (rule, message) in FaultsOfNamed(type, scope))
        {
            yield return rule.At(_context.At(type), $"{Text.Of(type.Identity)} {message}");
        }

        var isByRefLike = _types.SelfOf(type).IsByRefLike;
        foreach (var field in type.Fields)
        {
            var held = _types.Intern(field.FieldType, scope);
            if (held.HasLifetime && (field.IsStatic || !isByRefLike || held is { Shape: TypeShape.Reference, Element.IsByRefLike: true }))
            {
                yield return FlowRules.ByRefLike.At(
                    _context.At(field), $"{field.Name} holds {held}, which only an instance field of a ref struct may, and no reference to a ref struct.");
            }

            if (field.HasData && held is { Shape: TypeShape.Structure, Definition: { } data } && data.Methods.Items.Any(method => !method.IsStatic))
            {
                // Generic code calls an interface's method through a read-only reference, and the method may store to this.
                yield return FlowRules.ReadOnlyWrite.At(
                    _context.At(field), $"{field.Name} is data of the image, and {held} has methods, which could write it.");
            }

            if (FaultOf(field.FieldType, type, scope) is var (rule, message))
            {
                yield return rule.At(_context.At(field), $"{field.Name} {message}");
            }
        }

        foreach (var found in CheckMethods(type))
        {
            yield return found;
        }
    }

    /// <summary>What is wrong with what a type derives from, implements and asks for.</summary>
    private List<(DiagnosticDescriptor Rule, string Message)> FaultsOfNamed(TypeModel type, GenericScope scope)
    {
        var found = new List<(DiagnosticDescriptor Rule, string Message)>();
        if (type.BaseType is { } parent)
        {
            Add(parent);
        }

        foreach (var contract in type.Interfaces)
        {
            Add(contract);
        }

        foreach (var parameter in type.GenericParameters)
        {
            foreach (var constraint in parameter.Constraints)
            {
                Add(constraint);
            }
        }

        return found;

        void Add(TypeSignature signature)
        {
            if (FaultOf(signature, type, scope) is { } fault)
            {
                found.Add(fault);
            }
        }
    }

    private List<Diagnostic> CheckMethods(TypeModel type)
    {
        var found = new List<Diagnostic>();
        foreach (var method in type.Methods)
        {
            if (_context.IsReplaced(method))
            {
                continue;
            }

            var scope = _types.ScopeOf(type, method);
            Check(method.Signature.ReturnType, method, scope);
            CheckAll(method.Signature.Parameters, method, scope);
            CheckAll(method.Body?.Locals ?? [], method, scope);
            foreach (var parameter in method.GenericParameters)
            {
                CheckAll(parameter.Constraints, method, scope);
            }
        }

        return found;

        void CheckAll(EquatableArray<TypeSignature> signatures, MethodModel method, GenericScope scope)
        {
            foreach (var signature in signatures)
            {
                Check(signature, method, scope);
            }
        }

        void Check(TypeSignature signature, MethodModel method, GenericScope scope)
        {
            if (FaultOf(signature, type, scope) is var (rule, message))
            {
                found.Add(rule.At(_context.At(method), $"{method.Name} {message}"));
            }
        }
    }

    /// <summary>A name that is not accessible, or an instance whose arguments do not fit; the message goes on after who names it.</summary>
    private (DiagnosticDescriptor Rule, string Message)? FaultOf(TypeSignature signature, TypeModel user, GenericScope scope)
    {
        var type = _types.Intern(signature, scope);
        if (type.Shape == TypeShape.Unusable)
        {
            return null; // Named by the rules on missing assemblies and unmanaged types; no value of it is followed.
        }

        if (!Accessibility.CanName(type, user, _context.Closure))
        {
            return (FlowRules.Access, $"names {type}, which is not accessible here.");
        }

        return Constraints.FaultOf(type, _types) is { } fault ? (FlowRules.Constraint, $"names {type}: {fault}.") : null;
    }

    private string? Fault(TypeModel type, GenericScope scope)
    {
        if (type.Interfaces.Count > 1)
        {
            var seen = new HashSet<InternedType>();
            if (type.Interfaces.Items.Select(row => _types.Intern(row, scope)).FirstOrDefault(contract => !seen.Add(contract)) is { } twice)
            {
                return $"names the interface {twice} twice";
            }
        }

        var self = _types.SelfOf(type);
        _types.InterfacesOf(self);
        if (self.HasTooManyInterfaces)
        {
            return "has more interfaces than the verifier follows, or their arguments grow from one to the next";
        }

        var instance = type.Fields.Items.Where(field => !field.IsStatic).ToList();
        if (type.IsInterface)
        {
            return instance.Count > 0 ? "is an interface with instance fields" : type.BaseType is not null ? "is an interface and extends a class" : null;
        }

        if (type.BaseType is null)
        {
            return type.Identity is { FullName: "<Module>" } ? null : "extends nothing";
        }

        var parent = _types.Intern(type.BaseType, scope);
        if (parent.Shape == TypeShape.Unusable)
        {
            return null; // As above.
        }

        if (parent.Shape != TypeShape.Class || parent.Definition!.IsSealed)
        {
            return $"extends {parent}, which is sealed or no class";
        }

        if (parent.Definition.Identity is { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Array" or "System.Delegate" })
        {
            return $"extends {parent}, which only the runtime does";
        }

        if (type.BaseType is NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" } }
            && (instance is not [{ FieldType: PrimitiveSignature underlying }] || !IsUnderlying(underlying.Code)))
        {
            return "is an enumeration without exactly one instance field of an integer type";
        }

        return type.IsDelegate ? DelegateFault(type, instance) : null;
    }

    /// <summary>The runtime implements a constructor and Invoke; BeginInvoke and EndInvoke are of old (II.14.6).</summary>
    private static string? DelegateFault(TypeModel type, List<FieldModel> fields)
    {
        var constructors = type.Methods.Items.Where(method => method.IsConstructor).ToList();
        return !type.IsSealed ? "is a delegate and not sealed"
            : fields.Count > 0 ? "is a delegate with fields"
            : constructors is not [{ Signature.Parameters: [PrimitiveSignature { Code: PrimitiveCode.Object }, PrimitiveSignature { Code: PrimitiveCode.IntPtr or PrimitiveCode.UIntPtr }] }]
                ? "is a delegate without exactly one constructor (object, native int)"
            : type.Methods.Items.Count(method => method.Name == "Invoke") != 1 ? "is a delegate without exactly one Invoke"
            : type.Methods.Items.Any(method => method.Body is not null && !method.IsStatic) ? "is a delegate with instance methods of its own"
            : null;
    }

    private static bool IsUnderlying(PrimitiveCode code) =>
        code is PrimitiveCode.Boolean or PrimitiveCode.Char or (>= PrimitiveCode.SByte and <= PrimitiveCode.UInt64) or PrimitiveCode.IntPtr or PrimitiveCode.UIntPtr;
}
