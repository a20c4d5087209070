using System.Reflection.Metadata;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>RX3006: nothing that gives an array back to the process's pool is copied.</summary>
/// <remarks>
/// <c>DefaultInterpolatedStringHandler</c> is a value that rents its buffer from the shared pool. Two copies give it back
/// twice, and then two renters, the host among them, write the same array, while the guest still holds it. Compilers use
/// the handler by address only. <c>MemberwiseClone</c> does the same to the framework's objects (<c>JsonDocument</c>); it
/// is protected, which the runtime does not check for the instance, so it must be called on <c>this</c>.
/// </remarks>
internal static class PooledCopyCheck
{
    internal static readonly DiagnosticDescriptor Copied =
        new("RX3006", "Object that owns pooled memory is copied", "Measured: two copies return one array to the pool twice");

    internal static IEnumerable<Diagnostic> Check(RuleContext context) => NamesHandler(context) ? CheckDeclarations(context) : [];

    /// <summary>The handler is a framework type, so that whatever mentions it does so by this row.</summary>
    private static bool NamesHandler(RuleContext context) => context.Module.Contents.TypeReferences.Items.Any(row => IsHandler(row.Type));

    private static IEnumerable<Diagnostic> CheckDeclarations(RuleContext context)
    {
        foreach (var type in context.Module.Types)
        {
            foreach (var field in type.Fields)
            {
                if (IsHandler(field.FieldType))
                {
                    yield return Fault(context.At(field));
                }
            }

            foreach (var method in type.Methods)
            {
                if (IsHandler(method.Signature.ReturnType) || AnyIsHandler(method.Signature.Parameters))
                {
                    yield return Fault(context.At(method));
                }
            }
        }

        var contents = context.Module.Contents;
        if (contents.TypeSpecifications.Items.Any(row => HasHandlerAsArgument(row.Type))
            || contents.MethodSpecifications.Items.Any(row => AnyIsHandler(row.TypeArguments)))
        {
            yield return Fault(context.At());
        }
    }

    /// <summary>Whether any body of the module can have findings: most modules have no row that names what they would be about.</summary>
    internal static bool ConcernsBodies(RuleContext context) =>
        NamesHandler(context)
        || context.Module.Contents.MethodReferences.Items.Any(method => method.Name == "MemberwiseClone");

    internal static IEnumerable<Diagnostic> Check(MethodModel method, RuleContext context)
    {
        var instructions = method.Body!.Instructions.Span;
        List<Diagnostic>? found = null;
        ThisArgument? argument = null;
        for (var index = 0; index < instructions.Length; index++)
        {
            ref readonly var instruction = ref instructions[index];
            if (IsHandlerCopy(instructions, index, method.Body.Locals))
            {
                (found ??= []).Add(Fault(context.At(method, instruction.Offset)));
            }
            else if (instruction.Operand is MethodReference { Name: "MemberwiseClone" } clone
                && context.Members.Find(clone) is { Type.Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Object" } }
                && !IsOnThis(instructions, index, argument ??= ThisArgument.Of(method, context)))
            {
                (found ??= []).Add(Copied.At(
                    context.At(method, instruction.Offset), "MemberwiseClone is called on something other than this. It is protected: an object copies itself or nothing does."));
            }
        }

        return found ?? [];
    }

    private static bool IsHandlerCopy(ReadOnlySpan<Instruction> instructions, int index, EquatableArray<TypeSignature> locals)
    {
        ref readonly var instruction = ref instructions[index];
        switch (instruction.OpCode)
        {
            case ILOpCode.Ldobj or ILOpCode.Unbox_any:
                return instruction.Operand is Metadata.TypeReference type && IsHandler(type.Type);
            case ILOpCode.Ldloc or ILOpCode.Ldloc_s:
                return instruction.Operand is int local && local < locals.Count && IsHandler(locals[local]);
            case >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3:
                var first = instruction.OpCode - ILOpCode.Ldloc_0;
                return first < locals.Count && IsHandler(locals[first]);
            case ILOpCode.Newobj:
                return instruction.Operand is MethodReference constructor && IsHandler(constructor.DeclaringType)
                    && (index + 1 == instructions.Length || !IsStoreToLocal(instructions[index + 1].OpCode));
            default:
                return false;
        }
    }

    private static bool IsStoreToLocal(ILOpCode code) =>
        code is ILOpCode.Stloc or ILOpCode.Stloc_s or (>= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3);

    /// <summary>Whether <c>ldarg.0</c> stands right before the call, always runs before it, and still is <c>this</c> of a class.</summary>
    private static bool IsOnThis(ReadOnlySpan<Instruction> instructions, int index, ThisArgument argument) =>
        instructions[index].OpCode is ILOpCode.Call or ILOpCode.Callvirt
        && index > 0
        && instructions[index - 1].OpCode == ILOpCode.Ldarg_0
        && !argument.Targets.Contains(instructions[index].Offset)
        && argument.IsThis;

    private static Diagnostic Fault(CodeLocation place) => Copied.At(
        place, "DefaultInterpolatedStringHandler is copied, stored or handed on by value; it owns an array of the shared pool. Use it by reference, or make the string at once.");

    private static bool AnyIsHandler(EquatableArray<TypeSignature> types)
    {
        foreach (var type in types)
        {
            if (IsHandler(type))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHandler(TypeSignature type) => type switch
    {
        ModifiedSignature modified => IsHandler(modified.Element),
        _ => type is NamedSignature
        {
            Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Runtime.CompilerServices.DefaultInterpolatedStringHandler" },
        },
    };

    /// <summary>What a whole body does with its first argument.</summary>
    /// <param name="Targets">The offsets that branches lead to.</param>
    /// <param name="IsThis">Whether the first argument is <c>this</c> of a class from the first to the last instruction.</param>
    private sealed record ThisArgument(HashSet<int> Targets, bool IsThis)
    {
        internal static ThisArgument Of(MethodModel method, RuleContext context)
        {
            var instructions = method.Body!.Instructions.Items;
            return new ThisArgument(
                [.. instructions.SelectMany(ControlFlow.TargetsOf)],
                !method.IsStatic
                && context.Closure.Find(method.DeclaringType) is { IsValueType: false }
                && !instructions.Any(instruction =>
                    instruction is { OpCode: ILOpCode.Starg or ILOpCode.Starg_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s, Operand: 0 }));
        }
    }

    private static bool HasHandlerAsArgument(TypeSignature type)
    {
        if (AnyIsHandler(type.TypeArguments))
        {
            return true;
        }

        foreach (var part in type.PartList)
        {
            if (HasHandlerAsArgument(part))
            {
                return true;
            }
        }

        return false;
    }
}
