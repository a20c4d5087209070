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

    // 0 for those that nobody has asked about.
    private readonly TokenTable<long> _results;
    private readonly Dictionary<int, FrameSlots> _locals = [];
    private readonly List<long> _arguments = [];

    private FrameSizeCheck(RuleContext context) => (_context, _results) = (context, new TokenTable<long>(context.Module));

    internal static IEnumerable<Diagnostic> Check(RuleContext context)
    {
        var check = new FrameSizeCheck(context);
        return check.CheckArguments().Concat(check.CheckFrames());
    }

    private IEnumerable<Diagnostic> CheckFrames()
    {
        foreach (var method in _context.MethodsWithBody)
        {
            if (SizeOf(method) is var size && size > _context.Limits.MaxFrameSize)
            {
                yield return TooLarge.At(
                    _context.At(method),
                    $"{method.Name} needs {size} bytes of stack or more; the limit is {_context.Limits.MaxFrameSize} (Limits.MaxFrameSize). Use a class or an array.");
            }
        }
    }

    private long SizeOf(MethodModel method)
    {
        var body = method.Body!;
        var result = SizeOf(method.Signature.ReturnType);
        _arguments.Clear();
        if (!method.IsStatic)
        {
            _arguments.Add(Word);
        }

        var arguments = SizesOf(method.Signature.Parameters, _arguments);
        var locals = LocalsOf(body);
        var size = Saturate(result + arguments.Total + locals.Total);
        foreach (ref readonly var instruction in body.Instructions.Span)
        {
            var pushed = SizeOfPushed(instruction, arguments, locals);
            size = pushed > LargeValue ? Saturate(size + pushed) : size;
        }

        return size;
    }

    /// <summary>Compilers write equal lists of locals once.</summary>
    private FrameSlots LocalsOf(MethodBodyModel body)
    {
        if (!_locals.TryGetValue(body.LocalsToken, out var locals))
        {
            locals = SizesOf(body.Locals, []);
            _locals.Add(body.LocalsToken, locals);
        }

        return locals;
    }

    private FrameSlots SizesOf(EquatableArray<TypeSignature> types, List<long> sizes)
    {
        var (total, hasLarge) = (0L, false);
        foreach (var type in types)
        {
            var size = SizeOf(type);
            sizes.Add(size);
            total = Saturate(total + size);
            hasLarge |= size > LargeValue;
        }

        return new FrameSlots(sizes, total, hasLarge);
    }

    /// <summary>The size of what an instruction pushes; 0 when it cannot be large.</summary>
    private long SizeOfPushed(in Instruction instruction, in FrameSlots arguments, in FrameSlots locals) => instruction.OpCode switch
    {
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => locals.LargeAt(instruction.OpCode - ILOpCode.Ldloc_0),
        >= ILOpCode.Ldarg_0 and <= ILOpCode.Ldarg_3 => arguments.LargeAt(instruction.OpCode - ILOpCode.Ldarg_0),
        ILOpCode.Ldloc or ILOpCode.Ldloc_s when instruction.Operand is int index => locals.LargeAt(index),
        ILOpCode.Ldarg or ILOpCode.Ldarg_s when instruction.Operand is int index => arguments.LargeAt(index),
        ILOpCode.Ldobj or ILOpCode.Ldelem or ILOpCode.Unbox_any when instruction.Operand is TypeReference type => SizeOf(type.Type),
        ILOpCode.Newobj when instruction.Operand is MethodReference constructor => SizeOf(constructor.DeclaringType),
        ILOpCode.Ldfld or ILOpCode.Ldsfld when instruction.Operand is FieldReference field => SizeOfResult(field),
        ILOpCode.Call or ILOpCode.Callvirt when instruction.Operand is MethodReference method => SizeOfResult(method),
        _ => 0,
    };

    private long SizeOfResult(FieldReference field)
    {
        ref var size = ref _results[field.Token];
        return size != 0 ? size : size = SizeOf(field.FieldType.Substitute(field.DeclaringType.TypeArguments, []));
    }

    private long SizeOfResult(MethodReference method)
    {
        ref var size = ref _results[method.Token];
        return size != 0 ? size : size = SizeOf(method.Signature.ReturnType.Substitute(method.DeclaringType.TypeArguments, method.TypeArguments));
    }

    private IEnumerable<Diagnostic> CheckArguments()
    {
        foreach (var type in GenericArguments().Where(type => SizeOf(type) > _context.Limits.MaxGenericArgumentSize))
        {
            yield return TooLarge.At(
                _context.At(),
                $"{Text.Of(type)} has {SizeOf(type)} bytes or more and is a generic argument; the limit is {_context.Limits.MaxGenericArgumentSize} (Limits.MaxGenericArgumentSize). Use a class.");
        }
    }

    private long SizeOf(TypeSignature type) => SizeOf(type, 0);

    private long SizeOf(TypeSignature type, int depth)
    {
        if (type is PrimitiveSignature or VectorSignature or ByReferenceSignature or GenericParameterSignature)
        {
            return Word;
        }

        if (depth > MaxNesting)
        {
            return int.MaxValue;
        }

        if (!_sizes.TryGetValue(type, out var size))
        {
            var parts = MaxParts;
            if (type is not NamedSignature && !HasFewParts(type, ref parts))
            {
                return int.MaxValue;
            }

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

        foreach (var part in type.PartList)
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

    /// <summary>The arguments of all instances that the module names, each once.</summary>
    private HashSet<TypeSignature> GenericArguments()
    {
        var found = new HashSet<TypeSignature>();
        foreach (var row in _context.Module.Contents.TypeSpecifications)
        {
            AddInside(row.Type);
        }

        foreach (var row in _context.Module.Contents.MethodSpecifications)
        {
            found.UnionWith(row.TypeArguments.Items);
        }

        return found;

        void AddInside(TypeSignature type)
        {
            foreach (var argument in type.TypeArguments)
            {
                found.Add(argument);
            }

            foreach (var part in type.PartList)
            {
                AddInside(part);
            }
        }
    }

    // Far beyond every limit, and far below where a sum could overflow.
    private static long Saturate(long size) => Math.Min(size, int.MaxValue);

    /// <summary>The arguments or locals of a frame.</summary>
    /// <param name="Sizes">Of each, in bytes.</param>
    /// <param name="Total">Of all together.</param>
    /// <param name="HasLarge">Whether one of them is counted again where it is pushed.</param>
    private readonly record struct FrameSlots(List<long> Sizes, long Total, bool HasLarge)
    {
        /// <summary>The size of one if it can be large; else 0.</summary>
        internal long LargeAt(int index) => HasLarge && index < Sizes.Count ? Sizes[index] : 0;
    }
}
