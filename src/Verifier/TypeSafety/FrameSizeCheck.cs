using System.Buffers.Binary;
using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;
using TypeReference = RExecIL.Verifier.Metadata.TypeReference;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3005: no frame is larger than what the stack check leaves.</summary>
/// <remarks>
/// The check at a method's entry stands behind the prolog, which has taken and zeroed the frame by then. It leaves 128 KiB,
/// for the next frame among others. Locals, parameters and every large value that an instruction pushes count, since the
/// JIT may give each a place of its own. Generic arguments count too, because the framework's own frames grow with them.
/// A type parameter counts as a reference: what fills it in is bounded where it is named, one level deep.
/// </remarks>
internal sealed class FrameSizeCheck
{
    internal static readonly DiagnosticDescriptor TooLarge =
        new("RX3005", "Value is too large for the stack", "Measured: a frame beyond the end of the stack ends the process");

    private const int Word = 8;

    /// <summary>Values up to this size are not counted where they are pushed: registers and shared places hold them.</summary>
    private const int LargeValue = 64;

    /// <summary>Value types inside each other that are followed; a chain of thousands would end the process.</summary>
    private const int MaxNesting = 64;

    /// <summary>Types in one signature with its arguments filled in, which can double at each step into a generic type.</summary>
    private const int MaxParts = 1_024;

    private readonly RuleContext _context;
    private readonly Dictionary<TypeSignature, long> _sizes = [];
    private readonly Dictionary<object, long> _results = new(ReferenceEqualityComparer.Instance);

    private FrameSizeCheck(RuleContext context) => _context = context;

    internal static IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var check = new FrameSizeCheck(context);
        return check.CheckArguments().Concat(context.MethodsWithBody.SelectMany(check.CheckFrame));
    }

    private IEnumerable<Diagnostic> CheckFrame(MethodModel method)
    {
        var body = method.Body!;
        var size = SizeOf(method.Signature.ReturnType);
        foreach (var parameter in method.Signature.Parameters)
        {
            size = Saturate(size + SizeOf(parameter));
        }

        foreach (var local in body.Locals)
        {
            size = Saturate(size + SizeOf(local));
        }

        foreach (var instruction in body.Instructions)
        {
            var pushed = SizeOfPushed(instruction, method);
            size = pushed > LargeValue ? Saturate(size + pushed) : size;
        }

        return size <= _context.Limits.MaxFrameSize ? [] : [TooLarge.At(
            _context.At(method),
            $"{method.Name} needs {size} bytes of stack or more; the limit is {_context.Limits.MaxFrameSize} (Limits.MaxFrameSize). Use a class or an array.")];
    }

    /// <summary>The size of what an instruction pushes; 0 when it cannot be large. Members push the same wherever they are named.</summary>
    private long SizeOfPushed(in Instruction instruction, MethodModel method)
    {
        // A constructor pushes the object where it makes one, and nothing where a constructor calls it.
        if (instruction is not { OpCode: ILOpCode.Ldfld or ILOpCode.Ldsfld or ILOpCode.Call or ILOpCode.Callvirt, Operand: { } member })
        {
            return Pushed(instruction, method) is { } type ? SizeOf(type) : 0;
        }

        if (!_results.TryGetValue(member, out var size))
        {
            size = Pushed(instruction, method) is { } type ? SizeOf(type) : 0;
            _results.Add(member, size);
        }

        return size;
    }

    private IEnumerable<Diagnostic> CheckArguments()
    {
        var contents = _context.Module.Contents;
        var arguments = contents.TypeSpecifications.Items.SelectMany(row => Flatten(row.Type)).SelectMany(type => type.TypeArguments.Items)
            .Concat(contents.MethodSpecifications.Items.SelectMany(row => row.TypeArguments.Items));
        foreach (var type in arguments.Distinct().Where(type => SizeOf(type) > _context.Limits.MaxGenericArgumentSize))
        {
            yield return TooLarge.At(
                _context.At(),
                $"{Text.Of(type)} has {SizeOf(type)} bytes or more and is a generic argument; the limit is {_context.Limits.MaxGenericArgumentSize} (Limits.MaxGenericArgumentSize). Use a class.");
        }
    }

    /// <summary>The type of what an instruction pushes when it could be a large value.</summary>
    private static TypeSignature? Pushed(Instruction instruction, MethodModel method)
    {
        var locals = method.Body!.Locals;
        var parameters = method.Signature.Parameters;
        var firstParameter = method.IsStatic ? 0 : 1;
        return instruction switch
        {
            { OpCode: ILOpCode.Ldfld or ILOpCode.Ldsfld, Operand: FieldReference field } =>
                field.FieldType.Substitute(field.DeclaringType.TypeArguments, []),
            { OpCode: ILOpCode.Newobj, Operand: MethodReference constructor } => constructor.DeclaringType,
            { OpCode: ILOpCode.Call or ILOpCode.Callvirt, Operand: MethodReference callee } =>
                callee.Signature.ReturnType.Substitute(callee.DeclaringType.TypeArguments, callee.TypeArguments),
            { OpCode: ILOpCode.Ldobj or ILOpCode.Ldelem or ILOpCode.Unbox_any, Operand: TypeReference type } => type.Type,
            { OpCode: ILOpCode.Ldloc or ILOpCode.Ldloc_s, Operand: int index } => At(locals, index),
            { OpCode: >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 } => At(locals, instruction.OpCode - ILOpCode.Ldloc_0),
            { OpCode: ILOpCode.Ldarg or ILOpCode.Ldarg_s, Operand: int index } => At(parameters, index - firstParameter),
            { OpCode: >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 } =>
                At(parameters, instruction.OpCode - ILOpCode.Ldarg_0 - firstParameter),
            _ => null,
        };

        static TypeSignature? At(EquatableArray<TypeSignature> types, int index) =>
            index >= 0 && index < types.Count ? types[index] : null;
    }

    private long SizeOf(TypeSignature type) => SizeOf(type, 0);

    private long SizeOf(TypeSignature type, int depth)
    {
        if (type is PrimitiveSignature or VectorSignature or ByReferenceSignature or GenericParameterSignature)
        {
            return Word;
        }

        var parts = MaxParts;
        if (depth > MaxNesting || (type is not NamedSignature && !HasFewParts(type, ref parts)))
        {
            return int.MaxValue;
        }

        if (!_sizes.TryGetValue(type, out var size))
        {
            // A value type that contains itself does not load; counted as a word it does no harm here.
            _sizes.Add(type, Word);
            size = type switch
            {
                ModifiedSignature modified => SizeOf(modified.Element, depth),
                PinnedSignature pinned => SizeOf(pinned.Element, depth),
                _ when type is NamedSignature or GenericSignature && _context.Closure.Find(type) is { IsValueType: true } definition =>
                    SizeOf(definition, type.TypeArguments, depth),
                _ => Word,
            };
            _sizes[type] = size;
        }

        return size;
    }

    private static bool HasFewParts(TypeSignature type, ref int parts)
    {
        if (--parts < 0)
        {
            return false;
        }

        foreach (var part in type.Parts)
        {
            if (!HasFewParts(part, ref parts))
            {
                return false;
            }
        }

        return true;
    }

    private long SizeOf(TypeModel definition, EquatableArray<TypeSignature> arguments, int depth)
    {
        var fields = definition.Fields.Items.Where(field => !field.IsStatic)
            .Aggregate(0L, (sum, field) => Saturate(sum + SizeOf(field.FieldType.Substitute(arguments, []), depth + 1)));
        return Saturate(Math.Max(Math.Max(fields * ElementsOf(definition), definition.ClassSize), Word));
    }

    /// <summary>How often an inline array has its field; 1 for other types.</summary>
    private static long ElementsOf(TypeModel definition)
    {
        var attribute = definition.CustomAttributes.Items.FirstOrDefault(attribute =>
            attribute.Type?.FullName == "System.Runtime.CompilerServices.InlineArrayAttribute");
        return attribute is null ? 1
            : attribute.Value.Count >= 6 ? Math.Max(1, BinaryPrimitives.ReadInt32LittleEndian(attribute.Value.Items.AsSpan()[2..]))
            : int.MaxValue;
    }

    private static IEnumerable<TypeSignature> Flatten(TypeSignature type) => type.Parts.SelectMany(Flatten).Prepend(type);

    // Far beyond every limit, and far below where a sum could overflow.
    private static long Saturate(long size) => Math.Min(size, int.MaxValue);
}
