using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Vectors (ECMA-335 III.4.7–9, III.4.12, III.4.20, III.4.26–27).</summary>
internal static class Arrays
{
    internal static void New(Evaluation state)
    {
        var element = state.TypeOperand();
        state.PopIndex();
        if (state.Fault is not null)
        {
            return;
        }

        if (element!.HasLifetime)
        {
            state.Fail(FlowRules.ByRefLike, $"an array cannot hold {element}");
            return;
        }

        state.Push(state.Types.VectorOf(element));
    }

    internal static void Length(Evaluation state)
    {
        PopArray(state);
        state.Push(VerificationType.NativeInt);
    }

    /// <summary><c>ldelem T</c></summary>
    internal static void Load(Evaluation state)
    {
        var type = state.TypeOperand();
        var held = PopElement(state);
        if (state.Fault is not null)
        {
            return;
        }

        if (held is not null && !Assignability.IsElementCompatible(held, type!, state.Types))
        {
            state.Fail(FlowRules.WrongType, $"expected an array of {type}, found {held}[]");
        }

        state.Push(type!);
    }

    /// <summary><c>ldelem.i4</c> and the like.</summary>
    internal static void Load(Evaluation state, PrimitiveCode number)
    {
        RequireNumber(state, PopElement(state), number);
        state.Push(VerificationType.Of(state.Types.Core(number)));
    }

    internal static void LoadObject(Evaluation state)
    {
        var held = PopElement(state);
        if (state.Fault is not null)
        {
            return;
        }

        if (held is { IsObject: false })
        {
            state.Fail(FlowRules.WrongType, $"expected an array of object references, found {held}[]");
            return;
        }

        state.Push(held is null ? VerificationType.Null : VerificationType.Object(held));
    }

    /// <summary><c>stelem T</c></summary>
    internal static void Store(Evaluation state)
    {
        var type = state.TypeOperand();
        if (type is null)
        {
            return;
        }

        state.PopFor(type);
        var held = PopElement(state);
        if (state.Fault is null && held is not null && !Assignability.IsElementCompatible(type, held, state.Types))
        {
            state.Fail(FlowRules.WrongType, $"expected an array of {type}, found {held}[]");
        }
    }

    /// <summary><c>stelem.i4</c> and the like.</summary>
    internal static void Store(Evaluation state, PrimitiveCode number)
    {
        state.PopFor(state.Types.Core(number));
        RequireNumber(state, PopElement(state), number);
    }

    /// <summary><c>stelem.ref</c>; the runtime compares the object with the array's true element type.</summary>
    internal static void StoreObject(Evaluation state)
    {
        var value = state.PopObject();
        var held = PopElement(state);
        if (state.Fault is not null || held is null)
        {
            return;
        }

        if (!held.IsObject)
        {
            state.Fail(FlowRules.WrongType, $"expected an array of object references, found {held}[]");
            return;
        }

        state.CheckFits(value, held, isReadOnly: false);
    }

    /// <summary>
    /// <c>ldelema T</c>: the runtime compares the array's true element type with T, unless <c>readonly.</c> says that nothing
    /// is written (III.2.3).
    /// </summary>
    internal static void Address(Evaluation state)
    {
        var type = state.TypeOperand();
        var held = PopElement(state);
        if (state.Fault is not null)
        {
            return;
        }

        if (held is not null && !Assignability.IsElementCompatible(held, type!, state.Types))
        {
            state.Fail(FlowRules.WrongType, $"expected an array of {type}, found {held}[]");
        }

        state.Push(VerificationType.Reference(
            type!, state.Prefixes.IsReadOnly ? Traits.ReadOnly : Traits.None, Lifetime.Caller));
    }

    /// <summary>Pops index and array; what the array holds, null for the null reference.</summary>
    private static InternedType? PopElement(Evaluation state)
    {
        state.PopIndex();
        return PopArray(state);
    }

    private static InternedType? PopArray(Evaluation state)
    {
        var array = state.PopObject();
        if (state.Fault is not null || array.IsNull)
        {
            return null;
        }

        if (array.Type!.Shape == TypeShape.Vector)
        {
            return array.Type.Element;
        }

        state.WrongType("a vector", array);
        return null;
    }

    private static void RequireNumber(Evaluation state, InternedType? held, PrimitiveCode number)
    {
        if (state.Fault is null && held is not null && held.Reduced != number)
        {
            state.Fail(FlowRules.WrongType, $"expected an array of {number}, found {held}[]");
        }
    }
}
