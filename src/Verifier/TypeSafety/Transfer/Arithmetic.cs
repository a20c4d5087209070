using System.Reflection.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Numbers: operators, shifts, comparisons, conversions (ECMA-335 III.1.5, tables 2 to 8).</summary>
internal static class Arithmetic
{
    /// <summary><c>add</c>, <c>sub</c> and the like: numbers of one kind; <c>int32</c> goes with <c>native int</c>.</summary>
    internal static void Binary(Evaluation state, bool allowsFloat)
    {
        var right = state.Pop();
        var left = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        if (left.Kind == StackKind.StackPointer && right.Kind is StackKind.Int32 or StackKind.NativeInt
            && state.Instructions[state.Index].OpCode == ILOpCode.Add)
        {
            StackMemory.Advance(state, left);
            return;
        }

        var kind = (left.Kind, right.Kind) switch
        {
            (StackKind.Int32, StackKind.Int32) => StackKind.Int32,
            (StackKind.Int64, StackKind.Int64) => StackKind.Int64,
            (StackKind.NativeInt or StackKind.Int32, StackKind.NativeInt or StackKind.Int32) => StackKind.NativeInt,
            (StackKind.Float, StackKind.Float) when allowsFloat => StackKind.Float,
            _ => StackKind.Invalid,
        };
        if (kind == StackKind.Invalid)
        {
            var odd = IsNumber(left.Kind) ? right : left;
            state.WrongType(IsNumber(odd.Kind) ? $"{left}" : "a number", odd);
            return;
        }

        state.Push(Of(kind));
    }

    internal static void Shift(Evaluation state)
    {
        state.PopIndex();
        var value = state.Pop();
        RequireInteger(state, value);
        state.Push(Of(value.Kind));
    }

    internal static void Unary(Evaluation state, bool allowsFloat)
    {
        var value = state.Pop();
        if (!(allowsFloat && value.Kind == StackKind.Float))
        {
            RequireInteger(state, value);
        }

        state.Push(Of(value.Kind));
    }

    internal static void Convert(Evaluation state, StackKind to, bool fromIntegerOnly = false)
    {
        var value = state.Pop();
        if (fromIntegerOnly || value.Kind != StackKind.Float)
        {
            RequireInteger(state, value);
        }

        state.Push(Of(to));
    }

    internal static void CheckFinite(Evaluation state)
    {
        state.Pop(StackKind.Float, "F");
        state.Push(VerificationType.Float);
    }

    /// <summary><c>ceq</c>, <c>beq</c> …: what may be compared (table 4).</summary>
    /// <param name="state">The machine.</param>
    /// <param name="isEquality">Equality, not order.</param>
    /// <param name="isGreaterUnsigned"><c>cgt.un</c>, which compilers use to compare with null.</param>
    internal static void Compare(Evaluation state, bool isEquality, bool isGreaterUnsigned)
    {
        var right = state.Pop();
        var left = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        var isComparable = (left.Kind, right.Kind) switch
        {
            (StackKind.Int32, StackKind.Int32) or (StackKind.Int64, StackKind.Int64) or (StackKind.Float, StackKind.Float) => true,
            (StackKind.NativeInt or StackKind.Int32, StackKind.NativeInt or StackKind.Int32) => true,
            (StackKind.Object, StackKind.Object) => (isEquality || isGreaterUnsigned) && !left.IsUninitialized && !right.IsUninitialized,
            (StackKind.Reference, StackKind.Reference) => true,
            (StackKind.Reference, StackKind.NativeInt) or (StackKind.NativeInt, StackKind.Reference) => isEquality,
            _ => false,
        };
        if (!isComparable)
        {
            state.WrongType(left.Kind is StackKind.MethodPointer or StackKind.StackPointer ? $"{right}" : $"what can be compared with {left}", left.Kind is StackKind.MethodPointer or StackKind.StackPointer ? left : right);
        }
    }

    /// <summary><c>brtrue</c>, <c>brfalse</c>: a number or a reference.</summary>
    internal static void Condition(Evaluation state)
    {
        var value = state.Pop();
        if (state.Fault is null && (value.IsUninitialized || value.Kind is not (StackKind.Int32 or StackKind.Int64 or StackKind.NativeInt
            or StackKind.Object or StackKind.Reference)))
        {
            state.WrongType("a number or a reference", value);
        }
    }

    internal static VerificationType Of(StackKind kind) => kind switch
    {
        StackKind.Int32 => VerificationType.Int32,
        StackKind.Int64 => VerificationType.Int64,
        StackKind.NativeInt => VerificationType.NativeInt,
        StackKind.Float => VerificationType.Float,
        _ => VerificationType.Invalid,
    };

    private static void RequireInteger(Evaluation state, in VerificationType value)
    {
        if (state.Fault is null && value.Kind is not (StackKind.Int32 or StackKind.Int64 or StackKind.NativeInt))
        {
            state.WrongType("an integer", value);
        }
    }

    private static bool IsNumber(StackKind kind) => kind is StackKind.Int32 or StackKind.Int64 or StackKind.NativeInt or StackKind.Float;
}
