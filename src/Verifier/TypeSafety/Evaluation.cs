using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>The machine that runs a body on verification types: evaluation stack, slots, prefixes, the first fault.</summary>
/// <remarks>
/// One for all bodies that a thread verifies. After a fault everything popped is invalid and further faults are not
/// recorded, so that an instruction's code need not stop at each step.
/// </remarks>
internal sealed class Evaluation
{
    private const int Untracked = -1;

    private VerificationType[] _stack = new VerificationType[64];
    private VerificationType[] _slots = [];
    private InternedType[] _slotTypes = [];
    private ParameterTarget[] _parameters = [];
    private int[] _tracked = [];
    private int _maxStack;
    private bool _isThisChanged;

    internal Evaluation(RuleContext rules, TypeSystem types)
    {
        Rules = rules;
        Types = types;
        Members = new MemberResolver(Types, rules.Members, rules.Module);
    }

    internal RuleContext Rules { get; }

    internal TypeSystem Types { get; }

    internal MemberResolver Members { get; }

    internal TypeModel Owner { get; private set; } = null!;

    internal MethodModel Method { get; private set; } = null!;

    internal Instruction[] Instructions { get; private set; } = [];

    /// <summary>The type of the code, over its own generic parameters.</summary>
    internal InternedType Self { get; private set; } = null!;

    internal InternedType ReturnType { get; private set; } = null!;

    internal bool ReturnsReadOnly { get; private set; }

    internal int ArgumentCount { get; private set; }

    /// <summary>Whether the body is the instance constructor of a class.</summary>
    internal bool IsClassConstructor { get; private set; }

    internal int Depth { get; private set; }

    /// <summary>Whether the base constructor has run on <c>this</c>.</summary>
    internal Construction Construction { get; private set; }

    /// <summary>Whether a slot or the state of <c>this</c> has changed since the last time this was set to false.</summary>
    internal bool IsStateChanged { get; set; }

    /// <summary>The instruction that is looked at, by position.</summary>
    internal int Index { get; set; }

    /// <summary>
    /// Whether the code is, or is in, a filter, finally or fault handler: these run between other code in an order that the
    /// graph does not show, as a filter runs before the finally handlers inside its protected block.
    /// </summary>
    internal bool IsOutOfOrder { get; set; }

    /// <summary>Whether control can come to an instruction from elsewhere than the one before it.</summary>
    internal required Func<int, bool> IsBlockStart { get; init; }

    /// <summary>The prefixes before it.</summary>
    internal Prefixes Prefixes { get; } = new();

    /// <summary>What is wrong with the instruction; null as long as nothing is.</summary>
    internal (DiagnosticDescriptor Rule, string Message)? Fault { get; private set; }

    /// <summary>Slots of ref structs to which references are kept elsewhere, and what they then hold at least.</summary>
    internal SlotAliases Aliases { get; } = new();

    /// <summary>Room for the arguments of a call.</summary>
    internal VerificationType[] Arguments { get; } = new VerificationType[260];

    /// <summary>What the body allocates on the stack.</summary>
    internal StackAllocations Allocations { get; } = new();

    /// <summary>Goes on to another body.</summary>
    internal void Enter(TypeModel owner, MethodModel method)
    {
        (Owner, Method) = (owner, method);
        var body = method.Body!;
        Instructions = ImmutableCollectionsMarshal.AsArray(body.Instructions.Items)!;
        var scope = Types.ScopeOf(owner, method);
        Members.Enter(scope);
        Self = Types.SelfOf(owner);
        ReturnType = Types.Intern(method.Signature.ReturnType, scope);
        ReturnsReadOnly = MemberResolver.ReturnsReadOnly(method);
        IsClassConstructor = method.IsConstructor && !owner.IsValueType && owner.BaseType is not null;
        _maxStack = body.MaxStack;
        if (_stack.Length < _maxStack)
        {
            _stack = new VerificationType[_maxStack];
        }

        Aliases.Clear();
        Allocations.Clear();
        Fault = null;
        Prefixes.Clear();
        EnterSlots(method, scope);
    }

    /// <summary>The frame that the body begins with.</summary>
    internal Frame Entry()
    {
        if (_slots.Length == 0)
        {
            return IsClassConstructor ? Frame.EmptyPending : Frame.Empty;
        }

        var slots = ImmutableArray.CreateBuilder<VerificationType>(_slots.Length);
        for (var slot = 0; slot < _slotTypes.Length; slot++)
        {
            if (_tracked[slot] != Untracked)
            {
                slots.Add(slot < ArgumentCount ? InitialArgument(slot) : InitialLocal(_slotTypes[slot]));
            }
        }

        return new Frame([], slots.MoveToImmutable(), IsClassConstructor ? Construction.Pending : Construction.Done);
    }

    internal void Load(Frame frame)
    {
        frame.Stack.AsSpan().CopyTo(_stack);
        Depth = frame.Stack.Length;
        frame.Slots.AsSpan().CopyTo(_slots);
        Construction = frame.Construction;
        IsStateChanged = false;
        Fault = null;
        Prefixes.Clear();
    }

    internal Frame Snapshot() => Depth == 0 && _slots.Length == 0
        ? Empty
        : new Frame([.. _stack.AsSpan(0, Depth)], [.. _slots], Construction);

    /// <summary>The frame of a handler that begins with the given value, or nothing, on the stack.</summary>
    internal Frame Snapshot(VerificationType? caught) => caught is null && _slots.Length == 0
        ? Empty
        : new Frame(caught is { } value ? [value] : [], [.. _slots], Construction);

    private Frame Empty => Construction switch
    {
        Construction.Done => Frame.Empty,
        Construction.Pending => Frame.EmptyPending,
        _ => new Frame([], [], Construction),
    };

    internal void Fail(DiagnosticDescriptor rule, string message) => Fault ??= (rule, message);

    internal void Push(in VerificationType value)
    {
        if (Depth >= _maxStack)
        {
            Fail(FlowRules.StackDepth, $"more than the {_maxStack} values that .maxstack states are on the stack");
            return;
        }

        if (value.Kind == StackKind.Invalid)
        {
            Fail(FlowRules.WrongType, "the value is of a type that the verifier cannot follow");
        }

        _stack[Depth++] = value;
    }

    /// <summary>Pushes a value of a type as it is on the stack.</summary>
    internal void Push(InternedType type, Lifetime lifetime = Lifetime.Caller) => Push(VerificationType.Of(type, lifetime));

    internal VerificationType Pop()
    {
        if (Depth == 0)
        {
            Fail(FlowRules.StackDepth, "the instruction needs a value, and the stack is empty");
        }

        return Fault is not null ? VerificationType.Invalid : _stack[--Depth];
    }

    internal VerificationType Pop(StackKind kind, string expected)
    {
        var value = Pop();
        if (value.Kind != kind)
        {
            WrongType(expected, value);
        }

        return Fault is null ? value : VerificationType.Invalid;
    }

    internal void ClearStack() => Depth = 0;

    /// <summary>Pops a value that must fit a type; for references, also the permission to write.</summary>
    internal VerificationType PopFor(InternedType type, bool isReadOnly = false)
    {
        var value = Pop();
        CheckFits(value, type, isReadOnly);
        return Fault is null ? value : VerificationType.Invalid;
    }

    internal void CheckFits(in VerificationType value, InternedType type, bool isReadOnly)
    {
        if (Fault is not null)
        {
            return;
        }

        if (!Assignability.IsAssignable(value, type, Types))
        {
            if (value.IsUninitialized)
            {
                Fail(FlowRules.Construction, "this is used before the base constructor has run");
            }
            else if (value.Kind is StackKind.StackPointer)
            {
                Fail(FlowRules.StackAllocation, "the address of stack memory is used other than to make a span");
            }
            else if (value.Kind is StackKind.MethodPointer)
            {
                Fail(FlowRules.MethodPointer, "a method pointer is used other than to make a delegate");
            }
            else
            {
                WrongType(type.ToString(), value);
            }
        }
        else if (value.Kind == StackKind.Reference && value.IsReadOnly && !isReadOnly)
        {
            Fail(FlowRules.ReadOnlyWrite, $"a read-only reference to {value.Type} stands where a writable one is expected");
        }
    }

    /// <summary>Pops a reference to a value of exactly that type, numbers by size.</summary>
    internal VerificationType PopReference(InternedType element, bool forWriting)
    {
        var reference = PopReference(forWriting);
        if (Fault is null && !Assignability.IsSameLocation(reference.Type!, element))
        {
            Fail(FlowRules.WrongType, $"expected a reference to {element}, found {reference}");
        }

        return reference;
    }

    internal VerificationType PopReference(bool forWriting)
    {
        var reference = Pop(StackKind.Reference, "a reference");
        if (Fault is null && forWriting && reference.IsReadOnly)
        {
            Fail(FlowRules.ReadOnlyWrite, $"a read-only reference to {reference.Type} is written through");
        }

        return reference;
    }

    /// <summary>Pops an object reference; null counts, uninitialized <c>this</c> does not.</summary>
    internal VerificationType PopObject()
    {
        var value = Pop(StackKind.Object, "an object reference");
        if (Fault is null && value.IsUninitialized)
        {
            Fail(FlowRules.Construction, "this is used before the base constructor has run");
        }

        return value;
    }

    /// <summary>Pops an index, length or count: <c>int32</c> or <c>native int</c>.</summary>
    internal void PopIndex()
    {
        var value = Pop();
        if (Fault is null && value.Kind is not (StackKind.Int32 or StackKind.NativeInt))
        {
            WrongType("int32 or native int", value);
        }
    }

    internal void WrongType(string expected, in VerificationType found)
    {
        if (found.Kind == StackKind.MethodPointer)
        {
            Fail(FlowRules.MethodPointer, "a method pointer is used other than to make a delegate");
        }
        else if (found.Kind == StackKind.StackPointer)
        {
            Fail(FlowRules.StackAllocation, "the address of stack memory is used other than to make a span");
        }
        else
        {
            Fail(FlowRules.WrongType, $"expected {expected}, found {found}");
        }
    }

    /// <summary>The type of an operand, accessible from here and with arguments that fit; unusable with a fault otherwise.</summary>
    internal InternedType? TypeOperand()
    {
        var reference = (Metadata.TypeReference)Instructions[Index].Operand!;
        var type = Members.Type(reference.Type);
        if (type.Shape == TypeShape.Reference)
        {
            Fail(FlowRules.ByRefLike, $"{type} is a reference and no type of values");
            return null;
        }

        return IsUsable(type) ? type : null;
    }

    /// <summary>Whether a type may be named here; records the fault when not.</summary>
    internal bool IsUsable(InternedType type)
    {
        if (type.Shape is TypeShape.Unusable or TypeShape.Void)
        {
            Fail(FlowRules.WrongType, $"{type} is no type that the verifier can follow");
            return false;
        }

        if (!Accessibility.CanName(type, Owner, Types.Closure))
        {
            Fail(FlowRules.Access, $"{type} is not accessible here");
            return false;
        }

        if (Constraints.FaultOf(type, Types) is { } fault)
        {
            Fail(FlowRules.Constraint, fault);
            return false;
        }

        return true;
    }

    internal InternedType? SlotType(int slot)
    {
        if (slot < 0 || slot >= _slotTypes.Length)
        {
            return null;
        }

        return _slotTypes[slot];
    }

    /// <summary>The value of an argument or local.</summary>
    internal VerificationType LoadSlot(int slot)
    {
        if (slot == 0 && Method.Signature.IsInstance && !Owner.IsValueType)
        {
            return VerificationType.Object(
                Self,
                _isThisChanged ? Traits.None : Construction == Construction.Done ? Traits.This : Traits.This | Traits.Uninitialized);
        }

        var index = _tracked[slot];
        if (index == Untracked)
        {
            return VerificationType.Of(_slotTypes[slot]);
        }

        var value = _slots[index];
        return Aliases.FloorOf(slot) is { } floor
            ? value.With(VerificationType.Shorter(value.Lifetime, floor.Lifetime), VerificationType.Shorter(value.Contents, floor.Contents))
                .With(floor.IsReadOnly && value.Kind == StackKind.Reference ? value.Traits | Traits.ReadOnly : value.Traits)
            : value;
    }

    /// <summary>Stores a value that has been found to fit.</summary>
    internal void StoreSlot(int slot, in VerificationType value)
    {
        var index = _tracked[slot];
        if (index == Untracked)
        {
            return;
        }

        ForgetSlot(value);
        var contents = value.Kind == StackKind.Reference ? ContentsOf(value) : value.Contents;
        SetSlot(slot, value.WithoutSlot().With(value.Traits & ~Traits.This).With(value.Lifetime, contents));
    }

    /// <summary>The address of an argument or local.</summary>
    internal VerificationType AddressOfSlot(int slot)
    {
        var type = _slotTypes[slot];
        var contents = _tracked[slot] == Untracked ? Lifetime.Caller : LoadSlot(slot).Lifetime;
        return VerificationType.Reference(type, Traits.None, Lifetime.Local, contents, (short)slot);
    }

    /// <summary>
    /// How long what is behind a reference is good for: of a slot of ours, what it holds now and not when its address was
    /// taken.
    /// </summary>
    internal Lifetime ContentsOf(in VerificationType reference) =>
        reference.Slot != VerificationType.NoSlot && _tracked[reference.Slot] != Untracked
            ? LoadSlot(reference.Slot).Lifetime
            : reference.Contents;

    /// <summary>A reference is about to be kept where its slot can no longer be known.</summary>
    internal void ForgetSlot(in VerificationType reference)
    {
        if (reference.Kind == StackKind.Reference && reference.Slot != VerificationType.NoSlot && reference.Type!.IsByRefLike)
        {
            Alias(reference.Slot);
        }
    }

    private void Alias(int slot)
    {
        var entry = slot < ArgumentCount ? InitialArgument(slot) : InitialLocal(_slotTypes[slot]);
        Aliases.Add(slot, new SlotFloor(entry.Lifetime, entry.Contents, entry.IsReadOnly));
    }

    /// <summary>
    /// A ref struct, or a part of it, is written where a reference leads: what it holds must live as long as what is
    /// expected there. A local of our own is taken down to it instead.
    /// </summary>
    internal void StoreContents(in VerificationType target, Lifetime lifetime, bool isWhole)
    {
        if (Fault is not null)
        {
            return;
        }

        if (target.Slot != VerificationType.NoSlot && _tracked[target.Slot] is var index && index != Untracked
            && _slots[index].Kind == StackKind.Value)
        {
            var old = _slots[index];
            var replaces = isWhole && ReferenceEquals(_slotTypes[target.Slot], target.Type);
            SetSlot(target.Slot, old.With(replaces ? lifetime : VerificationType.Shorter(old.Lifetime, lifetime), old.Contents));
        }
        else if (lifetime < target.Contents)
        {
            Fail(
                FlowRules.Escape,
                $"{target.Type} would hold a reference that {Describe(lifetime)}, and {DescribeHolder(target.Contents)}");
        }
        else
        {
            Aliases.LowerAll(lifetime, slot => _slotTypes[slot].IsByRefLike);
        }
    }

    /// <summary>The base constructor has run.</summary>
    internal void InitializeThis()
    {
        Construction = Construction.Done;
        IsStateChanged = true;
    }

    internal static string Describe(Lifetime lifetime) => lifetime switch
    {
        Lifetime.Local => "ends with this method",
        Lifetime.Return => "may only be returned",
        _ => "outlives this method",
    };

    private static string DescribeHolder(Lifetime lifetime) =>
        lifetime == Lifetime.Caller ? "it outlives this method" : "it is handed to the caller";

    private void SetSlot(int slot, in VerificationType value)
    {
        if (IsOutOfOrder)
        {
            // Even what the slot seems to hold already: that is what it may hold at some instruction of the protected block,
            // not what it holds where the block ends.
            Alias(slot);
        }

        ref var held = ref _slots[_tracked[slot]];
        if (!held.Equals(value))
        {
            held = value;
            IsStateChanged = true;
        }

        Aliases.Lower(slot, new SlotFloor(value.Lifetime, value.Contents, value.IsReadOnly));
    }

    private void EnterSlots(MethodModel method, GenericScope scope)
    {
        var isInstance = method.Signature.IsInstance;
        ArgumentCount = method.Signature.Parameters.Count + (isInstance ? 1 : 0);
        var count = ArgumentCount + method.Body!.Locals.Count;
        if (_slotTypes.Length != count)
        {
            _slotTypes = new InternedType[count];
            _tracked = new int[count];
        }

        if (_parameters.Length != ArgumentCount)
        {
            _parameters = new ParameterTarget[ArgumentCount];
        }

        if (isInstance)
        {
            var type = Owner.IsValueType ? Types.ReferenceTo(Self) : Self;
            _slotTypes[0] = type;
            _parameters[0] = Owner.IsValueType
                ? ParameterTarget.This(Owner, method, Types, type)
                : new ParameterTarget(type, false, false, false, false, false);
        }

        var first = isInstance ? 1 : 0;
        for (var index = 0; index < method.Signature.Parameters.Count; index++)
        {
            var type = Types.Intern(method.Signature.Parameters[index], scope);
            _slotTypes[first + index] = type;
            _parameters[first + index] = ParameterTarget.Of(method, index, type);
        }

        for (var index = 0; index < method.Body.Locals.Count; index++)
        {
            _slotTypes[ArgumentCount + index] = Types.Intern(method.Body.Locals[index], scope);
        }

        var tracked = 0;
        for (var slot = 0; slot < count; slot++)
        {
            _tracked[slot] = _slotTypes[slot].HasLifetime ? tracked++ : Untracked;
        }

        _slots = tracked == _slots.Length ? _slots : new VerificationType[tracked];
        _isThisChanged = isInstance && ChangesThis();
    }

    private VerificationType InitialArgument(int slot)
    {
        var parameter = _parameters[slot];
        if (parameter.Type.Shape != TypeShape.Reference)
        {
            return VerificationType.Of(parameter.Type, parameter.Lifetime);
        }

        var isThis = slot == 0 && Method.Signature.IsInstance && !_isThisChanged;
        return VerificationType.Reference(
            parameter.Type.Element!,
            (parameter.IsReadOnly ? Traits.ReadOnly : Traits.None) | (isThis ? Traits.This : Traits.None),
            parameter.Lifetime,
            parameter.Contents);
    }

    /// <summary>The rewriter has all locals zeroed: a null reference, an empty span.</summary>
    private static VerificationType InitialLocal(InternedType type) => VerificationType.Of(type);

    private bool ChangesThis()
    {
        foreach (ref readonly var instruction in Instructions.AsSpan())
        {
            if (instruction.OpCode is ILOpCode.Starg or ILOpCode.Starg_s or ILOpCode.Ldarga or ILOpCode.Ldarga_s
                && instruction.Operand is 0)
            {
                return true;
            }
        }

        return false;
    }
}
