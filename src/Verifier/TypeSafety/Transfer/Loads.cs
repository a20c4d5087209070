namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Constants, arguments, locals and their addresses, <c>dup</c>, <c>pop</c> (ECMA-335 III.3.38–44, III.3.61–62).</summary>
internal static class Loads
{
    internal static void Argument(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: true))
        {
            Load(state, index);
        }
    }

    internal static void Local(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: false))
        {
            Load(state, state.ArgumentCount + index);
        }
    }

    internal static void StoreArgument(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: true))
        {
            if (index == 0 && state.IsClassConstructor)
            {
                state.Fail(FlowRules.Construction, "a constructor stores another object in this");
            }

            Store(state, index);
        }
    }

    internal static void StoreLocal(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: false))
        {
            Store(state, state.ArgumentCount + index);
        }
    }

    internal static void ArgumentAddress(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: true))
        {
            if (index == 0 && state.IsClassConstructor)
            {
                state.Fail(FlowRules.Construction, "a constructor takes the address of this");
            }

            Address(state, index);
        }
    }

    internal static void LocalAddress(Evaluation state, int index)
    {
        if (IsSlot(state, index, isArgument: false))
        {
            Address(state, state.ArgumentCount + index);
        }
    }

    internal static void Duplicate(Evaluation state)
    {
        var value = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        if (value.Kind == StackKind.StackPointer)
        {
            StackMemory.Duplicate(state, value);
            return;
        }

        state.Push(value);
        state.Push(value);
    }

    /// <summary>The handle of a type, method or field; the policy decides which may be loaded (III.4.17).</summary>
    internal static void Token(Evaluation state)
    {
        var name = state.Instructions[state.Index].Operand switch
        {
            Metadata.TypeReference reference => Type(reference),
            Metadata.MethodReference reference => Method(reference),
            Metadata.FieldReference reference => Field(reference),
            _ => null,
        };
        if (name is null)
        {
            state.Fail(FlowRules.NoSuchSlot, "the token names nothing that exists");
            return;
        }

        state.Push(state.Types.Named("System", name));

        string? Type(Metadata.TypeReference reference)
        {
            // typeof(List<>) names a definition without arguments, which is no type of any value.
            if (reference.Type is Metadata.NamedSignature && state.Types.Closure.Find(reference.Type) is { GenericParameters.Count: > 0 } open)
            {
                if (!Accessibility.CanName(open, state.Owner, state.Types.Closure))
                {
                    state.Fail(FlowRules.Access, $"{Rules.Text.Of(reference.Type)} is not accessible here");
                }
            }
            else if (reference.Type is not Metadata.PrimitiveSignature { Code: Metadata.PrimitiveCode.Void })
            {
                state.TypeOperand();
            }

            return "RuntimeTypeHandle";
        }

        string? Method(Metadata.MethodReference reference)
        {
            if (state.Members.Method(reference) is { } method)
            {
                Calls.CheckAccess(state, method, instance: null);
                return "RuntimeMethodHandle";
            }

            return IsOpenMethod(state, reference) ? "RuntimeMethodHandle" : null;
        }

        string? Field(Metadata.FieldReference reference)
        {
            if (state.Members.Field(reference) is not { } field)
            {
                return null;
            }

            Fields.CheckAccess(state, field, instance: null);
            return "RuntimeFieldHandle";
        }
    }

    /// <summary>Whether it is a generic method without arguments, which can be named here and not called; F# quotes such.</summary>
    private static bool IsOpenMethod(Evaluation state, Metadata.MethodReference reference)
    {
        var closure = state.Types.Closure;
        if (!reference.TypeArguments.IsEmpty || state.Rules.Members.Find(reference) is not { Method.GenericParameters.Count: > 0 } found
            || !state.IsUsable(state.Members.Type(reference.DeclaringType)))
        {
            return false;
        }

        if (!Accessibility.CanName(found.Type, state.Owner, closure)
            || !Accessibility.CanUse(found.Method.Attributes, found.Type.Identity, state.Owner, closure))
        {
            state.Fail(FlowRules.Access, $"{Rules.Text.Of(reference)} is not accessible here");
        }

        return true;
    }

    private static bool IsSlot(Evaluation state, int index, bool isArgument)
    {
        var slot = isArgument ? index : state.ArgumentCount + index;
        if (index < 0 || (isArgument && index >= state.ArgumentCount) || state.SlotType(slot) is not { } type)
        {
            state.Fail(FlowRules.NoSuchSlot, $"there is no {(isArgument ? "argument" : "local")} {index}");
            return false;
        }

        if (type.Shape is TypeShape.Unusable or TypeShape.Void)
        {
            state.Fail(UnmanagedTypeCheck.Unmanaged, $"{(isArgument ? "argument" : "local")} {index} is of a type that the verifier cannot follow");
            return false;
        }

        return true;
    }

    private static void Load(Evaluation state, int slot) => state.Push(state.LoadSlot(slot));

    private static void Store(Evaluation state, int slot)
    {
        // Whether nothing may be written through it is remembered with the value: locals say nothing of it, and C# lets an
        // in parameter refer to something else.
        var value = state.PopFor(state.SlotType(slot)!, isReadOnly: true);
        if (state.Fault is null)
        {
            state.StoreSlot(slot, value);
        }
    }

    private static void Address(Evaluation state, int slot)
    {
        if (state.SlotType(slot)!.Shape == TypeShape.Reference)
        {
            state.Fail(FlowRules.WrongType, "the address of a reference is taken");
            return;
        }

        state.Push(state.AddressOfSlot(slot));
    }

}
