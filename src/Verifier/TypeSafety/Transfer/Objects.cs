using System.Reflection.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Casts, boxes, exceptions (ECMA-335 III.4.1, III.4.3, III.4.6, III.4.31–33).</summary>
internal static class Objects
{
    /// <summary><c>castclass T</c>, <c>isinst T</c>: an object of T, boxed if that is a value type.</summary>
    internal static void Cast(Evaluation state)
    {
        var type = Operand(state);
        state.PopObject();
        if (state.Fault is null)
        {
            state.Push(VerificationType.Object(type!));
        }
    }

    internal static void Box(Evaluation state)
    {
        var type = IsNullCheck(state) ? state.TypeOperand() : Operand(state);
        if (type is null)
        {
            return;
        }

        var value = state.Pop();
        if (!IsBoxedObject(value, type, state.Types))
        {
            state.CheckFits(value, type, isReadOnly: false);
        }

        if (state.Fault is null)
        {
            state.Push(type.IsObject ? value : VerificationType.Object(type));
        }
    }

    /// <summary><c>unbox T</c>: a reference into the box, which nothing may be written through, as boxes are shared.</summary>
    internal static void Unbox(Evaluation state)
    {
        var type = Operand(state);
        state.PopObject();
        if (type is null)
        {
            return;
        }

        if (!type.IsValueType)
        {
            state.Fail(FlowRules.WrongType, $"{type} is not a value type");
            return;
        }

        // There are no boxes of Nullable<T>: the runtime makes the value in the frame.
        state.Push(VerificationType.Reference(type, Traits.ReadOnly, type.IsNullable ? Lifetime.Local : Lifetime.Caller));
    }

    internal static void UnboxAny(Evaluation state)
    {
        var type = Operand(state);
        state.PopObject();
        if (type is not null)
        {
            state.Push(type);
        }
    }

    /// <summary>
    /// <c>throw</c>: an exception, or an object that may be one (compilers keep exceptions as <c>object</c> over an await).
    /// </summary>
    internal static void Throw(Evaluation state)
    {
        var value = state.PopObject();
        if (state.Fault is null && !value.IsNull && !CanBeThrown(value.Type!, state.Types))
        {
            state.WrongType("an exception", value);
        }
    }

    /// <summary>Whether a type can be thrown and caught: exceptions, and <c>object</c>.</summary>
    internal static bool CanBeThrown(InternedType type, TypeSystem types) =>
        ReferenceEquals(type, types.Object) || Assignability.IsCompatible(type, types.Exception, types);

    /// <summary>
    /// Whether a value of a type parameter has been boxed before, where every argument is a reference type: both boxings do
    /// nothing (III.4.1). Compilers write two for an extension method of the parameter's class.
    /// </summary>
    private static bool IsBoxedObject(in VerificationType value, InternedType type, TypeSystem types) =>
        value.IsBoxed && ReferenceEquals(value.Type, type) && Assignability.IsKnownObject(type, types);

    /// <summary>
    /// <c>box T; brtrue</c> and <c>box T; brfalse</c>: the runtime takes the two as one and boxes nothing, whatever T is
    /// (dotnet/runtime, byreflike-generics). Nothing but the branch can come to see the box.
    /// </summary>
    private static bool IsNullCheck(Evaluation state) =>
        state.Index + 1 < state.Instructions.Length
        && state.Instructions[state.Index + 1].OpCode is ILOpCode.Brtrue or ILOpCode.Brtrue_s or ILOpCode.Brfalse or ILOpCode.Brfalse_s
        && !state.IsBlockStart(state.Index + 1)
        && state.Members.Type(((Metadata.TypeReference)state.Instructions[state.Index].Operand!).Type).Shape == TypeShape.Parameter;

    /// <summary>A type that can be boxed.</summary>
    private static InternedType? Operand(Evaluation state)
    {
        var type = state.TypeOperand();
        if (type is null || !type.HasLifetime)
        {
            return type;
        }

        state.Fail(FlowRules.ByRefLike, $"{type} is no object and cannot be boxed");
        return null;
    }
}
