using System.Reflection;
using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety.Transfer;

/// <summary><c>call</c>, <c>callvirt</c>, <c>newobj</c>, <c>ret</c> (ECMA-335 III.3.19, III.4.2, III.4.21, III.3.56).</summary>
internal static class Calls
{
    internal static void Call(Evaluation state, bool isVirtual)
    {
        if (Operand(state) is not { } target)
        {
            return;
        }

        var prefixes = state.Prefixes;
        if (target.IsStatic)
        {
            CallStatic(state, target, isVirtual);
            return;
        }

        // F# calls base constructors by callvirt, which is a call of what is not virtual.
        if (target.IsConstructor && (prefixes.Constrained is not null || (isVirtual && (target.IsVirtual || target.DefiningType.Shape != TypeShape.Class))))
        {
            state.Fail(FlowRules.CallForm, "a constructor is called by newobj, or by call on this");
            return;
        }

        if (prefixes.Constrained is not null && !isVirtual)
        {
            state.Fail(FlowRules.CallForm, "constrained. stands before a call that is not virtual");
            return;
        }

        PopArguments(state, target);
        var instance = state.Pop();
        if (state.Fault is not null)
        {
            return;
        }

        if (target.IsConstructor && !target.DefiningType.IsValueType)
        {
            Construct(state, target, instance);
            return;
        }

        var parameter = prefixes.Constrained is { } constrained
            ? CheckConstrained(state, target, instance, constrained)
            : CheckInstance(state, target, instance, isVirtual);
        Finish(state, target, parameter, instance);
    }

    internal static void New(Evaluation state)
    {
        if (Operand(state) is not { } target)
        {
            return;
        }

        if (!target.IsConstructor || target.IsStatic)
        {
            state.Fail(FlowRules.CallForm, $"newobj needs a constructor; {target} is none");
            return;
        }

        var type = target.DeclaringType;
        if (!ReferenceEquals(type, target.DefiningType) || (type.Definition is { } definition && (definition.Attributes & TypeAttributes.Abstract) != 0)
            || type.Shape is TypeShape.Interface)
        {
            state.Fail(FlowRules.CallForm, $"{type} is abstract, or has no such constructor of its own");
            return;
        }

        if (type.Definition is { IsDelegate: true })
        {
            Delegates.Construct(state, target);
            return;
        }

        if (type.IsValueType && target.Parameters is [{ Type.Shape: TypeShape.Unusable }, _] && StackMemory.MakesSpan(state, target))
        {
            return;
        }

        PopArguments(state, target);
        if (state.Fault is not null)
        {
            return;
        }

        CheckAccess(state, target, type);
        var escape = Escape.Of(state, target, null, default);
        escape.CheckStores(state, target, null, default);
        state.Push(type, escape.ToReturn);
    }

    internal static void Return(Evaluation state)
    {
        if (state.Construction != Construction.Done)
        {
            state.Fail(FlowRules.Construction, "the constructor returns before a base constructor has run");
            return;
        }

        var type = state.ReturnType;
        if (type.Shape != TypeShape.Void)
        {
            var value = state.PopFor(type, state.ReturnsReadOnly);
            if (state.Fault is null && type.HasLifetime && (value.Lifetime < Lifetime.Return
                || (type.Shape == TypeShape.Reference && type.Element!.IsByRefLike && state.ContentsOf(value) < Lifetime.Return)))
            {
                state.Fail(FlowRules.Escape, $"the returned {value} refers to what ends with this method");
            }
        }

        if (state.Fault is null && state.Depth != 0)
        {
            state.Fail(FlowRules.StackDepth, $"{state.Depth} more values are on the stack at ret");
        }
    }

    /// <summary>Whether a method may be named here at all.</summary>
    internal static void CheckAccess(Evaluation state, CallTarget target, InternedType? instance)
    {
        if (target.ConstraintFault is { } fault)
        {
            state.Fail(FlowRules.Constraint, fault);
        }

        if (!target.IsAccessibleEverywhere)
        {
            CheckAccessHere(state, target, instance);
        }
    }

    private static void CheckAccessHere(Evaluation state, CallTarget target, InternedType? instance)
    {
        var closure = state.Types.Closure;
        if (!Accessibility.CanName(target.DeclaringType, state.Owner, closure)
            || !Accessibility.CanNameAll(target.MethodArguments, state.Owner, closure))
        {
            state.Fail(FlowRules.Access, $"{target} is not accessible here");
        }
        else if (target.Method is { } method)
        {
            var owner = target.DefiningType.Definition!.Identity;
            if (!Accessibility.CanUse(method.Attributes, owner, state.Owner, closure))
            {
                state.Fail(FlowRules.Access, $"{target} is not accessible here");
            }
            else if (instance is not null && Accessibility.IsProtected(method.Attributes, owner, state.Owner, closure)
                && !Accessibility.IsOwnInstance(instance, state.Owner, owner, state.Types))
            {
                state.Fail(FlowRules.Access, $"{target} is protected, and the object is of another type");
            }
            else
            {
                CheckSignature(state, target);
            }
        }
    }

    private static void CheckSignature(Evaluation state, CallTarget target)
    {
        Check(state, target, target.ReturnType);
        foreach (var parameter in target.Parameters)
        {
            Check(state, target, parameter.Type);
        }

        static void Check(Evaluation state, CallTarget target, InternedType type)
        {
            // What cannot be used is told where a value of it is asked for.
            if (type.Shape != TypeShape.Unusable && !Accessibility.CanName(type, state.Owner, state.Types.Closure))
            {
                state.Fail(FlowRules.Access, $"{target} takes or returns {type}, which is not accessible here");
            }
        }
    }

    /// <summary>The method that the instruction names.</summary>
    internal static CallTarget? Operand(Evaluation state)
    {
        if (state.Instructions[state.Index].Operand is not MethodReference reference || state.Members.Method(reference) is not { } target)
        {
            state.Fail(FlowRules.NoSuchSlot, "the method does not exist, or names a type that cannot be used");
            return null;
        }

        if (reference.Signature.Header.CallingConvention != SignatureCallingConvention.Default
            || reference.Signature.Header.HasExplicitThis
            || (target.Method is { } method && method.Signature.IsInstance == method.IsStatic))
        {
            state.Fail(FlowRules.CallForm, $"{target} is called by a convention that is not verifiable");
            return null;
        }

        if (target.Method is { Name: ".cctor" })
        {
            state.Fail(FlowRules.CallForm, $"{target} is run by the runtime alone");
            return null;
        }

        if (target.ReturnType.Shape == TypeShape.Unusable)
        {
            state.Fail(FlowRules.WrongType, $"{target} returns a type that the verifier cannot follow");
            return null;
        }

        return target;
    }

    private static void CallStatic(Evaluation state, CallTarget target, bool isVirtual)
    {
        var constrained = state.Prefixes.Constrained;
        if (isVirtual)
        {
            state.Fail(FlowRules.CallForm, $"{target} is static and called by callvirt");
            return;
        }

        if (constrained is not null)
        {
            CheckStaticConstrained(state, target, constrained);
        }
        else if (target.IsAbstract || target is { IsVirtual: true, DefiningType.Shape: TypeShape.Interface })
        {
            state.Fail(FlowRules.CallForm, $"{target} is an abstract static method and needs constrained.");
        }

        PopArguments(state, target);
        Finish(state, target, null, default);
    }

    /// <summary>A static virtual method of an interface, on a type that implements it.</summary>
    internal static void CheckStaticConstrained(Evaluation state, CallTarget target, InternedType constrained)
    {
        if (!target.IsVirtual || target.DeclaringType.Shape != TypeShape.Interface)
        {
            state.Fail(FlowRules.CallForm, $"{target} is not a static virtual method of an interface");
        }
        else if (!Implements(state, constrained, target.DeclaringType))
        {
            state.Fail(FlowRules.WrongType, $"{constrained} does not implement {target.DeclaringType}");
        }
        else if (constrained.Shape == TypeShape.Interface)
        {
            state.Fail(FlowRules.CallForm, $"{constrained} is an interface, which has no static methods of others");
        }
    }

    private static bool Implements(Evaluation state, InternedType type, InternedType contract) =>
        Assignability.IsCompatible(type, contract, state.Types)
        || (type.IsByRefLike && type.Shape == TypeShape.Structure
            && (state.Types.InterfacesOf(type).Contains(contract) || ReferenceEquals(contract, state.Types.ValueType) || ReferenceEquals(contract, state.Types.Object)));

    private static void PopArguments(Evaluation state, CallTarget target)
    {
        for (var index = target.Parameters.Length - 1; index >= 0; index--)
        {
            var parameter = target.Parameters[index];
            if (parameter.Type.Shape is TypeShape.Unusable or TypeShape.Void)
            {
                state.Fail(FlowRules.WrongType, $"{target} takes a type that the verifier cannot follow");
                return;
            }

            state.Arguments[index] = state.PopFor(parameter.Type, parameter.IsReadOnly);
        }
    }

    /// <summary>A base constructor, or another of the same class, on <c>this</c> (III.1.8.1.4).</summary>
    private static void Construct(Evaluation state, CallTarget target, in VerificationType instance)
    {
        if (!state.IsClassConstructor || !instance.IsUninitialized || state.Construction != Construction.Pending)
        {
            state.Fail(FlowRules.Construction, $"{target} is called on an object that is, or may be, already constructed, or is not this");
            return;
        }

        if (state.IsOutOfOrder)
        {
            state.Fail(FlowRules.Construction, $"{target} is called in a filter or finally handler, behind which it would count as not called");
            return;
        }

        if (!ReferenceEquals(target.DefiningType, target.DeclaringType)
            || (!ReferenceEquals(target.DefiningType, state.Self) && !ReferenceEquals(target.DefiningType, state.Types.BaseOf(state.Self))))
        {
            state.Fail(FlowRules.Construction, $"{target} is no constructor of the class or of its base class");
            return;
        }

        CheckAccess(state, target, instance.Type);
        state.InitializeThis();
    }

    /// <summary>What <c>this</c> must be without <c>constrained.</c></summary>
    private static ParameterTarget? CheckInstance(Evaluation state, CallTarget target, in VerificationType instance, bool isVirtual)
    {
        var type = target.DefiningType;
        if (type.IsValueType)
        {
            return CheckValueInstance(state, target, instance, isVirtual);
        }

        if (instance.Kind != StackKind.Object)
        {
            state.WrongType($"{target.DeclaringType}", instance);
            return null;
        }

        if (instance.IsUninitialized)
        {
            state.Fail(FlowRules.Construction, $"{target} is called before the base constructor has run");
            return null;
        }

        if (!instance.IsNull && !Assignability.IsCompatible(instance.Type!, target.DeclaringType, state.Types))
        {
            state.WrongType($"{target.DeclaringType}", instance);
            return null;
        }

        if (!isVirtual && target.IsAbstract)
        {
            state.Fail(FlowRules.CallForm, $"{target} is abstract and called without callvirt");
        }
        else if (!isVirtual && target.IsOverridable && !instance.IsThis && !instance.IsBoxedValue && !instance.IsNull)
        {
            state.Fail(FlowRules.CallForm, $"{target} can be overridden; only on this may it be called without callvirt");
        }

        CheckAccess(state, target, instance.Type);
        return null;
    }

    private static ParameterTarget? CheckValueInstance(Evaluation state, CallTarget target, in VerificationType instance, bool isVirtual)
    {
        if (isVirtual)
        {
            state.Fail(FlowRules.CallForm, $"{target} belongs to a value type and is called by callvirt");
            return null;
        }

        if (instance.Kind != StackKind.Reference || !Assignability.IsSameLocation(instance.Type!, target.DefiningType))
        {
            state.WrongType($"a reference to {target.DefiningType}", instance);
            return null;
        }

        var owner = target.DefiningType.Definition!;
        var parameter = ParameterTarget.This(owner, target.Method!, state.Types, state.Types.ReferenceTo(target.DefiningType));
        if (instance.IsReadOnly && !parameter.IsReadOnly)
        {
            state.Fail(FlowRules.ReadOnlyWrite, $"{target} may write this, which is a read-only reference");
        }

        CheckAccess(state, target, instance.Type);
        return parameter;
    }

    /// <summary><c>constrained. T callvirt</c> (III.2.1): the reference leads to T, and T has the method.</summary>
    private static ParameterTarget? CheckConstrained(
        Evaluation state, CallTarget target, in VerificationType instance, InternedType constrained)
    {
        if (instance.Kind != StackKind.Reference || !Assignability.IsSameLocation(instance.Type!, constrained) || target.DefiningType.IsValueType)
        {
            state.WrongType($"a reference to {constrained}", instance);
            return null;
        }

        if (!Implements(state, constrained, target.DeclaringType))
        {
            state.WrongType($"a reference to {target.DeclaringType}", instance);
            return null;
        }

        // Of a type parameter compilers do not know better, and call through read-only references; only the type's own code
        // can then change the value.
        if (instance.IsReadOnly && constrained.IsValueType && !IsReadOnlyOn(constrained, target))
        {
            state.Fail(FlowRules.ReadOnlyWrite, $"{target} may write this, which is a read-only reference");
        }

        if (constrained is { IsByRefLike: true, Shape: TypeShape.Structure, Definition: { } structure } && !target.IsAbstract
            && !structure.Methods.Items.Any(method => method.IsVirtual && method.Name == target.Reference.Name)
            && !structure.MethodImplementations.Items.Any(row => row.Declaration.Name == target.Reference.Name))
        {
            state.Fail(FlowRules.CallForm, $"{constrained} has no {target} of its own, and cannot be boxed for the one it inherits");
        }

        CheckAccess(state, target, constrained);
        return constrained.IsObject || target.Method is null
            ? null
            : ParameterTarget.This(target.DefiningType.Definition!, target.Method, state.Types, state.Types.ReferenceTo(constrained)) with { IsOut = false };
    }

    /// <summary>Whether a value type's body for a method leaves the value alone: it has none of its own, or a read-only one.</summary>
    private static bool IsReadOnlyOn(InternedType type, CallTarget target)
    {
        if (type.Shape is TypeShape.Primitive or TypeShape.Enumeration)
        {
            return true;
        }

        return type.Definition is { } definition
            && definition.Methods.Items
                .Where(method => !method.IsStatic && method.IsVirtual && (method.Name == target.Reference.Name || method.Name.EndsWith("." + target.Reference.Name, StringComparison.Ordinal)))
                .All(method => Annotations.HasReadOnlyThis(definition, method))
            && definition.MethodImplementations.Items.Length == definition.MethodImplementations.Items.Count(row =>
                row.Declaration.Name != target.Reference.Name || Annotations.Has(definition.CustomAttributes, Annotations.IsReadOnly)
                || definition.Methods.Items.Any(method => method.Name == row.Body.Name && Annotations.HasReadOnlyThis(definition, method)));
    }

    private static void Finish(Evaluation state, CallTarget target, ParameterTarget? self, in VerificationType instance)
    {
        if (target.IsStatic || target.Method is null)
        {
            CheckAccess(state, target, null);
        }

        if (state.Fault is not null)
        {
            return;
        }

        var escape = Escape.Of(state, target, self, instance);
        escape.CheckStores(state, target, self, instance);
        var type = target.ReturnType;
        if (type.Shape == TypeShape.Void)
        {
            return;
        }

        if (type.Shape != TypeShape.Reference)
        {
            state.Push(type, escape.ToReturn);
            return;
        }

        var (lifetime, contents) = (escape.ToReturn, escape.ToReturn);
        if (type.Element!.IsByRefLike)
        {
            Escape.ForgetSlots(state, target, self, instance);
            (lifetime, contents) = escape.OfRefStruct(state, target, self, instance);
        }

        var traits = target.ReturnsReadOnly ? Traits.ReadOnly
            : target.Method is null && state.Prefixes.IsReadOnly ? Traits.ReadOnly
            : Traits.None;
        state.Push(VerificationType.Reference(type.Element, traits, lifetime, contents));
    }
}
