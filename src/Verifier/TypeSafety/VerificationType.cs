using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>The kinds of values on the evaluation stack (ECMA-335 III.1.1, I.12.3.2.1).</summary>
internal enum StackKind : byte
{
    /// <summary>None; stands where a fault has been found.</summary>
    Invalid,

    /// <summary>All integers up to 32 bits, characters, truth values.</summary>
    Int32,

    /// <summary>64-bit integers.</summary>
    Int64,

    /// <summary>Integers as wide as an address.</summary>
    NativeInt,

    /// <summary>Floating-point numbers of both widths.</summary>
    Float,

    /// <summary>An object reference; with a value type as its type, a boxed value; with no type, null.</summary>
    Object,

    /// <summary>A value type, or a value of a type parameter.</summary>
    Value,

    /// <summary>A managed pointer.</summary>
    Reference,

    /// <summary>What <c>ldftn</c> pushes.</summary>
    MethodPointer,

    /// <summary>What <c>localloc</c> pushes.</summary>
    StackPointer,
}

/// <summary>How long a reference, or what a ref struct holds, is good for. Smaller is shorter.</summary>
/// <remarks>C# language specification, ref safe contexts: function-member, return-only, caller-context.</remarks>
internal enum Lifetime : byte
{
    /// <summary>Until the method returns.</summary>
    Local,

    /// <summary>May be returned, not stored where the caller could keep it otherwise.</summary>
    Return,

    /// <summary>Outlives the method.</summary>
    Caller,
}

/// <summary>What is known of a value beyond its type.</summary>
[Flags]
internal enum Traits : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A reference through which nothing may be written (III.1.8.1.2.2, controlled mutability; C# <c>ref readonly</c>).</summary>
    ReadOnly = 1,

    /// <summary>The <c>this</c> that the method was called with, and nothing else.</summary>
    This = 2,

    /// <summary><c>this</c> before the base constructor has run (III.1.8.1.4).</summary>
    Uninitialized = 4,

    /// <summary>A method pointer made by <c>ldvirtftn</c> from the object below it.</summary>
    Virtual = 8,

    /// <summary>A stack pointer that has been moved to an element.</summary>
    Advanced = 16,
}

/// <summary>A value on the evaluation stack or in a slot, as the verifier sees it. Immutable.</summary>
internal readonly struct VerificationType : IEquatable<VerificationType>
{
    /// <summary>No slot.</summary>
    internal const short NoSlot = -1;

    private readonly object? _detail;

    private VerificationType(
        StackKind kind, object? detail, Traits traits = Traits.None, Lifetime lifetime = Lifetime.Caller, Lifetime contents = Lifetime.Caller, short slot = NoSlot) =>
        (Kind, _detail, Traits, Lifetime, Contents, Slot) = (kind, detail, traits, lifetime, contents, slot);

    internal static VerificationType Invalid => default;

    internal static VerificationType Int32 { get; } = new(StackKind.Int32, null);

    internal static VerificationType Int64 { get; } = new(StackKind.Int64, null);

    internal static VerificationType NativeInt { get; } = new(StackKind.NativeInt, null);

    internal static VerificationType Float { get; } = new(StackKind.Float, null);

    internal static VerificationType Null { get; } = new(StackKind.Object, null);

    internal StackKind Kind { get; }

    internal Traits Traits { get; }

    /// <summary>Of the reference itself; of what a ref struct value holds.</summary>
    internal Lifetime Lifetime { get; }

    /// <summary>Of what the ref struct holds that a reference refers to.</summary>
    internal Lifetime Contents { get; }

    /// <summary>The argument or local whose address, or whose part's address, it is; <see cref="NoSlot"/> if unknown.</summary>
    internal short Slot { get; }

    /// <summary>The object's class, the value's type, what the reference refers to; null for numbers and for null.</summary>
    internal InternedType? Type => _detail as InternedType;

    /// <summary>The method that a method pointer points to.</summary>
    internal CallTarget? Method => _detail as CallTarget;

    /// <summary>Which copy of a stack pointer it is; null for the pointer itself.</summary>
    internal StackPointerCopy? Copy => _detail as StackPointerCopy;

    internal bool IsReadOnly => (Traits & Traits.ReadOnly) != 0;

    internal bool IsThis => (Traits & Traits.This) != 0;

    internal bool IsUninitialized => (Traits & Traits.Uninitialized) != 0;

    internal bool IsNull => Kind == StackKind.Object && _detail is null;

    /// <summary>Whether it is a boxed value, or an object of a type parameter.</summary>
    internal bool IsBoxed => Kind == StackKind.Object && _detail is InternedType { IsObject: false };

    /// <summary>Whether its class is certain, as nothing derives from value types.</summary>
    internal bool IsBoxedValue => Kind == StackKind.Object && _detail is InternedType { IsValueType: true };

    internal static VerificationType Object(InternedType type, Traits traits = Traits.None) => new(StackKind.Object, type, traits);

    internal static VerificationType Reference(
        InternedType element, Traits traits, Lifetime lifetime, Lifetime contents = Lifetime.Caller, short slot = NoSlot) =>
        new(StackKind.Reference, element, traits, lifetime, contents, slot);

    internal static VerificationType MethodPointer(CallTarget method, bool isVirtual) =>
        new(StackKind.MethodPointer, method, isVirtual ? Traits.Virtual : Traits.None);

    /// <summary>What <c>localloc</c> pushes; the slot is the number of the allocation.</summary>
    internal static VerificationType StackPointer(short allocation) =>
        new(StackKind.StackPointer, null, Traits.None, Lifetime.Local, Lifetime.Local, allocation);

    /// <summary>A copy of it, which leads to the first element, or is moved to another.</summary>
    internal static VerificationType StackPointer(short allocation, StackPointerCopy copy, bool isAdvanced) => new(
        StackKind.StackPointer, copy, isAdvanced ? Traits.Advanced : Traits.None, Lifetime.Local, Lifetime.Local, allocation);

    /// <summary>What a variable, argument, field or result of a type is on the stack.</summary>
    internal static VerificationType Of(InternedType type, Lifetime lifetime = Lifetime.Caller) => type.Shape switch
    {
        TypeShape.Primitive or TypeShape.Enumeration => type.Reduced switch
        {
            PrimitiveCode.SByte or PrimitiveCode.Int16 or PrimitiveCode.Int32 => Int32,
            PrimitiveCode.Int64 => Int64,
            PrimitiveCode.IntPtr => NativeInt,
            PrimitiveCode.Single or PrimitiveCode.Double => Float,
            _ => Invalid,
        },
        TypeShape.Class or TypeShape.Interface or TypeShape.Vector or TypeShape.Array => new(StackKind.Object, type),
        TypeShape.Structure or TypeShape.Parameter => new(
            StackKind.Value, type, Traits.None, type.IsByRefLike ? lifetime : Lifetime.Caller),
        TypeShape.Reference => new(StackKind.Reference, type.Element, Traits.None, lifetime),
        _ => Invalid,
    };

    internal VerificationType With(Traits traits) => new(Kind, _detail, traits, Lifetime, Contents, Slot);

    internal VerificationType With(Lifetime lifetime, Lifetime contents) => new(Kind, _detail, Traits, lifetime, contents, Slot);

    internal VerificationType WithoutSlot() => Slot == NoSlot ? this : new(Kind, _detail, Traits, Lifetime, Contents);

    /// <summary>The same value without what only holds at the place where it was made.</summary>
    internal VerificationType WithType(InternedType type) => new(Kind, type, Traits, Lifetime, Contents, Slot);

    /// <summary>The shorter of two lifetimes.</summary>
    internal static Lifetime Shorter(Lifetime left, Lifetime right) => left < right ? left : right;

    /// <inheritdoc/>
    public bool Equals(VerificationType other) =>
        Kind == other.Kind && ReferenceEquals(_detail, other._detail) && Traits == other.Traits
        && Lifetime == other.Lifetime && Contents == other.Contents && Slot == other.Slot;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VerificationType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _detail, Traits, Lifetime, Contents, Slot);

    /// <summary>The value in the words of ECMA-335.</summary>
    public override string ToString() => Kind switch
    {
        StackKind.Int32 => "int32",
        StackKind.Int64 => "int64",
        StackKind.NativeInt => "native int",
        StackKind.Float => "F",
        StackKind.Object when IsUninitialized => $"uninitialized {Type}",
        StackKind.Object when IsNull => "null",
        StackKind.Object when IsBoxed => $"boxed {Type}",
        StackKind.Object => $"{Type}",
        StackKind.Value => $"value {Type}",
        StackKind.Reference => IsReadOnly ? $"readonly {Type}&" : $"{Type}&",
        StackKind.MethodPointer => $"pointer to {Method}",
        StackKind.StackPointer => "pointer to the stack",
        _ => "nothing",
    };
}
