using System.Reflection;
using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Fields of objects and values, and static ones (ECMA-335 III.4.10, III.4.11, III.4.14, III.4.15, III.4.28, III.4.30).</summary>
internal static class Fields
{
    internal static void Load(Evaluation state)
    {
        if (Operand(state, isStatic: false) is not { } field)
        {
            return;
        }

        var instance = PopInstance(state, field, allowsValue: true, forWriting: false);
        if (state.Fault is not null)
        {
            return;
        }

        var held = instance.Kind switch
        {
            StackKind.Reference => state.ContentsOf(instance),
            StackKind.Value => instance.Lifetime,
            _ => Lifetime.Caller,
        };
        state.Push(field.Type.Shape == TypeShape.Reference
            ? VerificationType.Reference(field.Type.Element!, field.HoldsReadOnly ? Traits.ReadOnly : Traits.None, held)
            : VerificationType.Of(field.Type, held));
    }

    internal static void LoadAddress(Evaluation state)
    {
        if (Operand(state, isStatic: false) is not { } field)
        {
            return;
        }

        var instance = PopInstance(state, field, allowsValue: false, forWriting: false);
        if (state.Fault is not null)
        {
            return;
        }

        if (field.Type.Shape == TypeShape.Reference)
        {
            state.Fail(FlowRules.WrongType, "the address of a reference is taken");
            return;
        }

        var traits = IsWritable(state, field, instance) ? Traits.None : Traits.ReadOnly;
        state.Push(instance.Kind == StackKind.Reference
            ? VerificationType.Reference(
                field.Type, traits | (instance.Traits & Traits.ReadOnly), instance.Lifetime, state.ContentsOf(instance), instance.Slot)
            : VerificationType.Reference(field.Type, traits, Lifetime.Caller));
    }

    internal static void Store(Evaluation state)
    {
        if (Operand(state, isStatic: false) is not { } field)
        {
            return;
        }

        var value = IsNullReference(state, field) ? PopNull(state, field) : state.PopFor(field.Type, isReadOnly: field.HoldsReadOnly);
        var instance = PopInstance(state, field, allowsValue: false, forWriting: true);
        if (state.Fault is not null)
        {
            return;
        }

        if (!IsWritable(state, field, instance))
        {
            state.Fail(FlowRules.InitOnly, $"{field} is initonly; only a constructor or init accessor of its type stores it, on this");
            return;
        }

        if (!field.Type.HasLifetime)
        {
            return;
        }

        if (instance.Kind != StackKind.Reference)
        {
            state.Fail(FlowRules.ByRefLike, $"{field} holds a reference in an object");
            return;
        }

        state.ForgetSlot(value);
        state.StoreContents(instance, value.Lifetime, isWhole: false);
    }

    internal static void LoadStatic(Evaluation state)
    {
        if (Operand(state, isStatic: true) is { } field)
        {
            RequireNoLifetime(state, field);
            state.Push(field.Type);
        }
    }

    internal static void LoadStaticAddress(Evaluation state)
    {
        if (Operand(state, isStatic: true) is not { } field)
        {
            return;
        }

        RequireNoLifetime(state, field);
        if (!state.Types.Closure.IsGuest(field.Field.DeclaringType))
        {
            // The rewriter gives out the address of a copy on the heap.
            state.Push(VerificationType.Reference(field.Type, field.IsInitOnly ? Traits.ReadOnly : Traits.None, Lifetime.Caller));
            return;
        }

        var isReadOnly = field.Field.HasData || !IsStaticWritable(state, field);
        state.Push(VerificationType.Reference(field.Type, isReadOnly ? Traits.ReadOnly : Traits.None, Lifetime.Caller));
    }

    internal static void StoreStatic(Evaluation state)
    {
        if (Operand(state, isStatic: true) is not { } field)
        {
            return;
        }

        RequireNoLifetime(state, field);
        state.PopFor(field.Type);
        if (!IsStaticWritable(state, field))
        {
            state.Fail(FlowRules.InitOnly, $"{field} is initonly; only the type's static constructor stores it");
        }
        else if (field.Field.HasData)
        {
            state.Fail(FlowRules.InitOnly, $"{field} is data of the image, which may lie in read-only memory");
        }
    }

    internal static void CheckAccess(Evaluation state, FieldTarget field, InternedType? instance)
    {
        if (field.ConstraintFault is { } fault)
        {
            state.Fail(FlowRules.Constraint, fault);
        }

        if (field.IsAccessibleEverywhere)
        {
            return;
        }

        var closure = state.Types.Closure;
        var access = Accessibility.Of(field.Field.Attributes);
        if (!Accessibility.CanName(field.DeclaringType, state.Owner, closure)
            || !Accessibility.CanUse(access, field.Field.DeclaringType, state.Owner, closure))
        {
            state.Fail(FlowRules.Access, $"{field} is not accessible here");
        }
        else if (instance is not null && Accessibility.IsProtected(access, field.Field.DeclaringType, state.Owner, closure)
            && !Accessibility.IsOwnInstance(instance, state.Owner, field.Field.DeclaringType, state.Types))
        {
            state.Fail(FlowRules.Access, $"{field} is protected, and the object is of another type");
        }
    }

    private static FieldTarget? Operand(Evaluation state, bool isStatic)
    {
        if (state.Instructions[state.Index].Operand is not FieldReference reference || state.Members.Field(reference) is not { } field)
        {
            state.Fail(FlowRules.NoSuchSlot, "the field does not exist");
            return null;
        }

        if (field.Field.IsStatic != isStatic)
        {
            state.Fail(FlowRules.NoSuchSlot, $"{field} is {(isStatic ? "an instance field" : "static")}");
            return null;
        }

        if ((field.Field.Attributes & FieldAttributes.Literal) != 0 || field.Type.Shape is TypeShape.Unusable or TypeShape.Void)
        {
            state.Fail(FlowRules.NoSuchSlot, $"{field} is a constant, or of a type that the verifier cannot follow");
            return null;
        }

        if (field.Type is { Shape: TypeShape.Reference, Element.IsByRefLike: true })
        {
            // What such a field leads to could be written with less than its holder promises; languages have no such fields.
            state.Fail(FlowRules.ByRefLike, $"{field} is a reference to a ref struct, which no field may hold");
            return null;
        }

        if (isStatic)
        {
            CheckAccess(state, field, instance: null);
        }

        return field;
    }

    private static VerificationType PopInstance(Evaluation state, FieldTarget field, bool allowsValue, bool forWriting)
    {
        var instance = state.Pop();
        if (state.Fault is not null)
        {
            return VerificationType.Invalid;
        }

        var isValueType = field.DefiningType.IsValueType;
        var fits = instance.Kind switch
        {
            StackKind.Object when instance.IsUninitialized => ReferenceEquals(instance.Type, field.DefiningType),
            StackKind.Object => !isValueType
                && (instance.IsNull || Assignability.IsCompatible(instance.Type!, field.DeclaringType, state.Types)),
            StackKind.Reference => isValueType && ReferenceEquals(instance.Type, field.DeclaringType),
            StackKind.Value => allowsValue && isValueType && ReferenceEquals(instance.Type, field.DeclaringType),
            _ => false,
        };
        if (!fits)
        {
            state.WrongType(isValueType ? $"a reference to {field.DeclaringType}" : $"{field.DeclaringType}", instance);
            return VerificationType.Invalid;
        }

        if (forWriting && instance is { Kind: StackKind.Reference, IsReadOnly: true })
        {
            state.Fail(FlowRules.ReadOnlyWrite, $"{field} is written through a read-only reference");
        }

        CheckAccess(state, field, instance.Type);
        return instance;
    }

    /// <summary>Whether a field may be written here: always, but for initonly ones (ECMA-335 II.16.1.2, and init accessors).</summary>
    private static bool IsWritable(Evaluation state, FieldTarget field, in VerificationType instance) =>
        !field.IsInitOnly
        || (instance.IsThis && ReferenceEquals(field.DefiningType, state.Self)
            && (state.Method.IsConstructor || Annotations.IsInitializer(state.Method)));

    private static bool IsStaticWritable(Evaluation state, FieldTarget field) =>
        !field.IsInitOnly
        || (state.Method is { IsStatic: true, Name: ".cctor" } && ReferenceEquals(field.DefiningType, state.Self));

    /// <summary>
    /// <c>ldc.i4.0; conv.u; stfld T&amp;</c>: how compilers set a reference of a ref struct that a constructor leaves out. It
    /// is what <c>initobj</c> would store there.
    /// </summary>
    private static bool IsNullReference(Evaluation state, FieldTarget field) =>
        field.Type.Shape == TypeShape.Reference
        && state.Index >= 2
        && state.Instructions[state.Index - 1].OpCode == ILOpCode.Conv_u
        && state.Instructions[state.Index - 2].OpCode == ILOpCode.Ldc_i4_0
        && !state.IsBlockStart(state.Index)
        && !state.IsBlockStart(state.Index - 1);

    private static VerificationType PopNull(Evaluation state, FieldTarget field)
    {
        state.Pop(StackKind.NativeInt, "native int");
        return VerificationType.Reference(field.Type.Element!, Traits.None, Lifetime.Caller);
    }

    private static void RequireNoLifetime(Evaluation state, FieldTarget field)
    {
        if (field.Type.HasLifetime)
        {
            state.Fail(FlowRules.ByRefLike, $"{field} is static and holds a reference");
        }
    }
}
