using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Reading and writing through references (ECMA-335 III.3.42, III.3.62, III.4.4, III.4.5, III.4.13, III.4.29).</summary>
internal static class Indirect
{
    /// <summary><c>ldind.i4</c> and the like.</summary>
    internal static void Load(Evaluation state, PrimitiveCode number)
    {
        var reference = state.PopReference(forWriting: false);
        if (state.Fault is null && reference.Type!.Reduced != number)
        {
            state.WrongType($"a reference to {number}", reference);
        }

        state.Push(VerificationType.Of(state.Types.Core(number)));
    }

    internal static void LoadObject(Evaluation state)
    {
        var reference = state.PopReference(forWriting: false);
        if (state.Fault is null && !reference.Type!.IsObject)
        {
            state.WrongType("a reference to an object reference", reference);
        }

        if (state.Fault is null)
        {
            state.Push(reference.Type!);
        }
    }

    /// <summary><c>stind.i4</c> and the like.</summary>
    internal static void Store(Evaluation state, PrimitiveCode number)
    {
        state.PopFor(state.Types.Core(number));
        var target = state.Pop();
        if (target.Kind == StackKind.StackPointer)
        {
            StackMemory.Store(state, target, state.Types.Core(number));
            return;
        }

        RequireWritable(state, target);
        if (state.Fault is null && target.Type!.Reduced != number)
        {
            state.WrongType($"a reference to {number}", target);
        }
    }

    internal static void StoreObject(Evaluation state)
    {
        var value = state.Pop();
        var reference = state.PopReference(forWriting: true);
        if (state.Fault is not null)
        {
            return;
        }

        if (!reference.Type!.IsObject)
        {
            state.WrongType("a reference to an object reference", reference);
            return;
        }

        state.CheckFits(value, reference.Type, isReadOnly: false);
    }

    /// <summary><c>ldobj T</c></summary>
    internal static void LoadValue(Evaluation state)
    {
        var type = state.TypeOperand();
        var reference = state.PopReference(forWriting: false);
        if (state.Fault is not null)
        {
            return;
        }

        RequireReadable(state, reference, type!);
        state.Push(type!, state.ContentsOf(reference));
    }

    /// <summary><c>stobj T</c></summary>
    internal static void StoreValue(Evaluation state)
    {
        var type = state.TypeOperand();
        if (type is null)
        {
            return;
        }

        var value = state.PopFor(type);
        var target = state.Pop();
        if (target.Kind == StackKind.StackPointer)
        {
            StackMemory.Store(state, target, type);
            return;
        }

        RequireWritable(state, target);
        Write(state, target, type, value.Lifetime);
    }

    /// <summary><c>initobj T</c>: zero, whatever the type; an object reference becomes null.</summary>
    internal static void Initialize(Evaluation state)
    {
        var type = state.TypeOperand();
        if (type is not null)
        {
            Write(state, state.PopReference(forWriting: true), type, Lifetime.Caller);
        }
    }

    /// <summary><c>cpobj T</c>: both sides must be T; the runtime compares neither (measured: 16 bytes over an int32).</summary>
    internal static void Copy(Evaluation state)
    {
        var type = state.TypeOperand();
        var source = state.PopReference(forWriting: false);
        var target = state.PopReference(forWriting: true);
        if (state.Fault is null)
        {
            RequireReadable(state, source, type!);
            Write(state, target, type!, state.ContentsOf(source));
        }
    }

    private static void Write(Evaluation state, in VerificationType target, InternedType type, Lifetime lifetime)
    {
        if (state.Fault is not null)
        {
            return;
        }

        if (!Assignability.IsSameLocation(target.Type!, type)
            && !(type.IsObject && target.Type!.IsObject && Assignability.IsCompatible(type, target.Type, state.Types)))
        {
            state.WrongType($"a reference to {type}", target);
            return;
        }

        if (type.IsByRefLike)
        {
            state.StoreContents(target, lifetime, isWhole: true);
        }
    }

    private static void RequireReadable(Evaluation state, in VerificationType reference, InternedType type)
    {
        if (!Assignability.IsSameLocation(reference.Type!, type)
            && !(type.IsObject && reference.Type!.IsObject && Assignability.IsCompatible(reference.Type, type, state.Types)))
        {
            state.WrongType($"a reference to {type}", reference);
        }
    }

    private static void RequireWritable(Evaluation state, in VerificationType target)
    {
        if (state.Fault is not null)
        {
            return;
        }

        if (target.Kind != StackKind.Reference)
        {
            state.WrongType("a reference", target);
        }
        else if (target.IsReadOnly)
        {
            state.Fail(FlowRules.ReadOnlyWrite, $"a read-only reference to {target.Type} is written through");
        }
    }
}
