using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary>Method pointers, which only the constructor of a delegate takes (ECMA-335 III.1.8.1.5.2, III.3.41, III.4.18).</summary>
internal static class Delegates
{
    internal static void LoadPointer(Evaluation state)
    {
        if (Calls.Operand(state) is not { } target)
        {
            return;
        }

        RequireNotNullable(state, target);
        if (state.Prefixes.Constrained is { } constrained && target.IsStatic)
        {
            Calls.CheckStaticConstrained(state, target, constrained);
        }
        else if (target.IsConstructor || target.Method is null || state.Prefixes.Constrained is not null)
        {
            state.Fail(FlowRules.MethodPointer, $"no delegate can be made of {target}");
        }
        else if (target.IsAbstract || (target.IsStatic && target.IsVirtual && target.DefiningType.Shape == TypeShape.Interface))
        {
            state.Fail(FlowRules.CallForm, $"{target} is abstract");
        }

        Calls.CheckAccess(state, target, null);
        state.Push(VerificationType.MethodPointer(target, isVirtual: false));
    }

    internal static void LoadVirtualPointer(Evaluation state)
    {
        if (Calls.Operand(state) is not { } target)
        {
            return;
        }

        var instance = state.PopObject();
        if (state.Fault is not null)
        {
            return;
        }

        RequireNotNullable(state, target);
        if (target.IsStatic || target.IsConstructor || target.Method is null)
        {
            state.Fail(FlowRules.MethodPointer, $"no virtual delegate can be made of {target}");
        }
        else if (!instance.IsNull && !Assignability.IsCompatible(instance.Type!, target.DeclaringType, state.Types))
        {
            state.WrongType($"{target.DeclaringType}", instance);
        }

        Calls.CheckAccess(state, target, instance.Type);
        state.Push(VerificationType.MethodPointer(target, isVirtual: true));
    }

    /// <summary><c>ldftn m; newobj</c> or <c>dup; ldvirtftn m; newobj</c>, with nothing between.</summary>
    internal static void Construct(Evaluation state, CallTarget constructor)
    {
        var pointer = state.Pop();
        var instance = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        if (constructor.Parameters.Length != 2 || pointer.Kind != StackKind.MethodPointer || !IsAdjacent(state, pointer))
        {
            state.Fail(FlowRules.MethodPointer, "a delegate is made of something else than the method pointer loaded right before");
            return;
        }

        if (instance.Kind != StackKind.Object || instance.IsUninitialized)
        {
            state.Fail(
                instance.IsUninitialized ? FlowRules.Construction : FlowRules.MethodPointer,
                $"a delegate is made with {instance} as its object");
            return;
        }

        var invoke = constructor.DeclaringType.Definition!.Methods.Items.FirstOrDefault(method => method.Name == "Invoke" && !method.IsStatic);
        if (invoke is null)
        {
            state.Fail(FlowRules.MethodPointer, $"{constructor.DeclaringType} has no Invoke");
            return;
        }

        Calls.CheckAccess(state, constructor, null);
        CheckFits(state, constructor.DeclaringType, invoke, pointer, instance);
        if (state.Fault is null)
        {
            state.Push(constructor.DeclaringType);
        }
    }

    /// <summary>A boxed <c>Nullable&lt;T&gt;</c> is a boxed T: its methods would read what is behind the box.</summary>
    private static void RequireNotNullable(Evaluation state, CallTarget target)
    {
        if (!target.IsStatic && target.DefiningType.IsNullable)
        {
            state.Fail(FlowRules.MethodPointer, $"{target} belongs to Nullable<T>, of which there are no objects");
        }
    }

    private static bool IsAdjacent(Evaluation state, in VerificationType pointer)
    {
        var (code, index) = (state.Instructions, state.Index);
        return pointer.Traits.HasFlag(Traits.Virtual)
            ? index >= 2 && code[index - 1].OpCode == ILOpCode.Ldvirtftn && code[index - 2].OpCode == ILOpCode.Dup
                && !state.IsBlockStart(index) && !state.IsBlockStart(index - 1)
            : index >= 1 && code[index - 1].OpCode == ILOpCode.Ldftn && !state.IsBlockStart(index);
    }

    private static void CheckFits(
        Evaluation state, InternedType type, MethodModel invoke, in VerificationType pointer, in VerificationType instance)
    {
        var target = pointer.Method!;
        var scope = TypeSystem.ScopeWithin(type);
        var types = state.Types;
        var parameters = target.Parameters;
        var isClosedStatic = target.IsStatic && parameters.Length == invoke.Signature.Parameters.Count + 1;
        if (target.IsStatic)
        {
            if (isClosedStatic
                ? !Assignability.IsKnownObject(parameters[0].Type, types) || (!instance.IsNull && !Assignability.IsCompatible(instance.Type!, parameters[0].Type, types))
                : !instance.IsNull)
            {
                state.Fail(FlowRules.MethodPointer, $"{target} is static and cannot be bound to {instance}");
                return;
            }
        }
        else if (!instance.IsNull && !Assignability.IsCompatible(instance.Type!, target.DeclaringType, types))
        {
            state.Fail(FlowRules.MethodPointer, $"{target} cannot be bound to {instance}");
            return;
        }
        else if (!pointer.Traits.HasFlag(Traits.Virtual) && target.IsOverridable && !instance.IsThis && !instance.IsBoxedValue && !instance.IsNull)
        {
            state.Fail(FlowRules.MethodPointer, $"{target} can be overridden and needs ldvirtftn");
            return;
        }

        if (!target.IsStatic)
        {
            Calls.CheckAccess(state, target, instance.Type);
        }

        var first = isClosedStatic ? 1 : 0;
        if (parameters.Length - first != invoke.Signature.Parameters.Count)
        {
            state.Fail(FlowRules.MethodPointer, $"{target} takes another number of arguments than {type}");
            return;
        }

        var canKeep = ParameterTarget.CanKeep(
            target.IsStatic ? null : target.DeclaringType, parameters.Select(parameter => parameter.Type), target.ReturnType);
        for (var index = 0; index < invoke.Signature.Parameters.Count; index++)
        {
            var given = ParameterTarget.Of(invoke, index, types.Intern(invoke.Signature.Parameters[index], scope));
            var taken = parameters[first + index];
            if (!Fits(given.Type, taken.Type, types) || !(canKeep ? taken.Keeps(given) : taken.KeepsPermission(given)))
            {
                state.Fail(FlowRules.MethodPointer, $"{target} does not take argument {index + 1} as {type} gives it");
                return;
            }
        }

        var result = types.Intern(invoke.Signature.ReturnType, scope);
        if (!(result.Shape == TypeShape.Void && target.ReturnType.Shape == TypeShape.Void) && !Fits(target.ReturnType, result, types))
        {
            state.Fail(FlowRules.MethodPointer, $"{target} does not return what {type} returns");
        }
        else if (target.ReturnsReadOnly && !MemberResolver.ReturnsReadOnly(invoke))
        {
            state.Fail(FlowRules.ReadOnlyWrite, $"{target} returns a read-only reference, {type} a writable one");
        }
    }

    private static bool Fits(InternedType from, InternedType to, TypeSystem types) =>
        ReferenceEquals(from, to) ? from.Shape != TypeShape.Unusable
        : from.Shape == TypeShape.Reference && to.Shape == TypeShape.Reference ? ReferenceEquals(from.Element, to.Element)
        : (from.IsObject && to.IsObject && Assignability.IsCompatible(from, to, types))
            || (from.Shape == TypeShape.Parameter && Assignability.IsKnownObject(from, types) && to.IsObject && Assignability.IsCompatible(from, to, types));
}
