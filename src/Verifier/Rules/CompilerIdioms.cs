using System.Reflection.Metadata;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>Code that C# compilers write for safe constructs with unsafe means, and that the rewriter replaces.</summary>
/// <remarks>
/// Nothing here is trusted: what is recognised is thrown away and a checked counterpart of <c>RExecIL.Runtime</c> put in
/// its place with the very same signature, so recognising too much changes what a program computes, never what it reaches.
/// </remarks>
internal static class CompilerIdioms
{
    private const string DetailsType = "<PrivateImplementationDetails>";

    /// <summary>The checked counterparts, by the name of the compiler's accessor.</summary>
    internal static readonly IReadOnlyDictionary<string, string> InlineArrayAccessors = new Dictionary<string, string>
    {
        ["InlineArrayAsSpan"] = "AsSpan",
        ["InlineArrayAsReadOnlySpan"] = "AsReadOnlySpan",
        ["InlineArrayElementRef"] = "ElementRef",
        ["InlineArrayElementRefReadOnly"] = "ElementRefReadOnly",
        ["InlineArrayFirstElementRef"] = "FirstElementRef",
        ["InlineArrayFirstElementRefReadOnly"] = "FirstElementRefReadOnly",
    };

    /// <summary>
    /// The shim that replaces the whole body of a method: the accessors of inline arrays, which the compiler builds on
    /// <c>Unsafe</c> and <c>MemoryMarshal</c> without a bounds check. Null for all other methods.
    /// </summary>
    internal static string? BodyReplacement(MethodModel method) =>
        method is { IsStatic: true, DeclaringType: { FullName: DetailsType, DeclaringType: null }, Body: not null }
        && method.Signature is { GenericParameterCount: 2, Parameters: [ByReferenceSignature { Element: GenericParameterSignature { IsMethodParameter: true, Index: 0 } }, .. var rest] }
        && InlineArrayAccessors.TryGetValue(method.Name, out var shim)
        && Unmodified(method.Signature.ReturnType) == ReturnTypeOf(shim)
        && (rest is [PrimitiveSignature { Code: PrimitiveCode.Int32 }] ? !IsFirst(shim) : rest.Count == 0 && IsFirst(shim))
            ? shim
            : null;

    /// <summary>
    /// Whether a method does nothing but tell where attributes are: the source generator for JSON writes one for each property
    /// and constructor, built on reflection, for who asks. Guests cannot ask, so the rewriter makes it return null.
    /// </summary>
    internal static bool TellsAttributes(MethodModel method) => method is
    {
        Body: not null,
        Signature:
        {
            GenericParameterCount: 0,
            Parameters.IsEmpty: true,
            ReturnType: NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Reflection.ICustomAttributeProvider" } },
        },
    };

    private static bool IsFirst(string shim) => shim.StartsWith("First", StringComparison.Ordinal);

    private static TypeSignature Unmodified(TypeSignature type) => type is ModifiedSignature modified ? modified.Element : type;

    private static TypeSignature ReturnTypeOf(string shim)
    {
        var element = new GenericParameterSignature(IsMethodParameter: true, 1);
        return shim switch
        {
            "AsSpan" => Span("Span`1"),
            "AsReadOnlySpan" => Span("ReadOnlySpan`1"),
            _ => new ByReferenceSignature(element),
        };

        GenericSignature Span(string name) =>
            new((NamedSignature)NamedSignature.Of(new TypeIdentity(FrameworkNames.CoreLibrary, "System", name)), [element]);
    }

    /// <summary>
    /// Whether the instructions from <paramref name="index"/> are <c>ldsflda data; ldc.i4 n; newobj
    /// ReadOnlySpan&lt;byte&gt;(void*, int)</c>, or the same with <c>call</c> on a local: a UTF-8 literal or a constant span
    /// of numbers, truth values or enumeration values of one byte. The constructor checks nothing; the shim that replaces
    /// all three does.
    /// </summary>
    internal static bool IsDataSpan(EquatableArray<Instruction> instructions, int index, RuleContext context) =>
        index + 2 < instructions.Count
        && instructions[index] is { OpCode: ILOpCode.Ldsflda, Operand: FieldReference field }
        && context.Members.Find(field) is { Field: { HasData: true, IsStatic: true } } data
        && context.Closure.IsGuest(data.Type.Identity)
        && Constant(instructions[index + 1]) is not null
        && instructions[index + 2] is { OpCode: ILOpCode.Newobj or ILOpCode.Call, Operand: MethodReference constructor }
        && IsByteSpanConstructor(constructor, context.Closure);

    /// <summary>Whether a method is <c>ReadOnlySpan&lt;T&gt;..ctor(void*, int)</c> for a T of one byte.</summary>
    private static bool IsByteSpanConstructor(MethodReference method, AssemblyClosure closure) =>
        method is
        {
            Name: ".ctor",
            DeclaringType: GenericSignature
            {
                Generic.Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.ReadOnlySpan`1" },
                Arguments: [var element],
            },
            Signature.Parameters: [PointerSignature, PrimitiveSignature { Code: PrimitiveCode.Int32 }],
        }
        && (IsByte(element)
            || (element is NamedSignature && closure.Find(element) is { BaseType: NamedSignature { Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Enum" } } } enumeration
                && enumeration.Fields.Items.FirstOrDefault(field => !field.IsStatic) is { } underlying && IsByte(underlying.FieldType)));

    private static bool IsByte(TypeSignature type) =>
        type is PrimitiveSignature { Code: PrimitiveCode.Byte or PrimitiveCode.SByte or PrimitiveCode.Boolean };

    /// <summary>
    /// Whether a method is the constructor of a span over unmanaged memory, which C# calls for <c>stackalloc</c>. The flow
    /// analysis follows the memory, and the rewriter replaces both.
    /// </summary>
    internal static bool IsPointerSpanConstructor(MethodReference method) =>
        method is
        {
            Name: ".ctor",
            DeclaringType: GenericSignature
            {
                Generic.Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Span`1" or "System.ReadOnlySpan`1" },
                Arguments: [_],
            },
            Signature.Parameters: [PointerSignature { Element: PrimitiveSignature { Code: PrimitiveCode.Void } }, PrimitiveSignature { Code: PrimitiveCode.Int32 }],
        };

    /// <summary>
    /// What a <c>cpblk</c> copies when it is <c>ldsflda data; ldc.i4 n; [unaligned.] cpblk</c>, or <c>ldtoken data; call
    /// CreateSpan; stloc x; ldloca x; ldc.i4.0; call get_Item; ldc.i4 n; [unaligned.] cpblk</c>: the initial data of a
    /// <c>stackalloc</c>. Null for every other.
    /// </summary>
    internal static DataCopy? DataOfCopy(ReadOnlySpan<Instruction> code, int index, RuleContext context)
    {
        if (SizeOfFill(code, index) is not { } size)
        {
            return null;
        }

        var source = index - (IsUnaligned(code, index) ? 3 : 2);
        var start = source >= 0 && code[source].OpCode == ILOpCode.Call ? source - 5 : source;
        if (start < 0
            || (start != source && !IsFirstOfCreatedSpan(code[start..(source + 1)]))
            || code[start] is not { OpCode: ILOpCode.Ldsflda or ILOpCode.Ldtoken, Operand: FieldReference field }
            || (code[start].OpCode == ILOpCode.Ldtoken) == (start == source)
            || context.Members.Find(field) is not { Field: { HasData: true, IsStatic: true } } data
            || !context.Closure.IsGuest(data.Type.Identity))
        {
            return null;
        }

        return new DataCopy(start, field, size);
    }

    /// <summary>How many bytes a <c>cpblk</c> or <c>initblk</c> writes when that is a constant; else null.</summary>
    internal static int? SizeOfFill(ReadOnlySpan<Instruction> code, int index)
    {
        var before = index - (IsUnaligned(code, index) ? 2 : 1);
        return before >= 0 && Constant(code[before]) is { } size && size >= 0 ? size : null;
    }

    private static bool IsUnaligned(ReadOnlySpan<Instruction> code, int index) => index >= 1 && code[index - 1].OpCode == ILOpCode.Unaligned;

    /// <summary><c>ldtoken data; call CreateSpan; stloc x; ldloca x; ldc.i4.0; call get_Item</c>: the first element of constant data.</summary>
    private static bool IsFirstOfCreatedSpan(ReadOnlySpan<Instruction> code) =>
        code is [_, { OpCode: ILOpCode.Call, Operand: MethodReference create }, var store, { OpCode: ILOpCode.Ldloca or ILOpCode.Ldloca_s, Operand: int local }, var first, { Operand: MethodReference item }]
        && create is { Name: "CreateSpan", DeclaringType.Definition: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.Runtime.CompilerServices.RuntimeHelpers" } }
        && item is { Name: "get_Item", DeclaringType: GenericSignature { Generic.Identity: { Assembly: FrameworkNames.CoreLibrary, FullName: "System.ReadOnlySpan`1" } } }
        && StoredLocal(store) == local
        && Constant(first) == 0;

    /// <summary>The local that an <c>ldloc</c> of any form loads; null for other instructions.</summary>
    internal static int? LoadedLocal(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldloc_0 and <= ILOpCode.Ldloc_3 => instruction.OpCode - ILOpCode.Ldloc_0,
        ILOpCode.Ldloc_s or ILOpCode.Ldloc => (int)instruction.Operand!,
        _ => null,
    };

    private static int? StoredLocal(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Stloc_0 and <= ILOpCode.Stloc_3 => instruction.OpCode - ILOpCode.Stloc_0,
        ILOpCode.Stloc_s or ILOpCode.Stloc => (int)instruction.Operand!,
        _ => null,
    };

    /// <summary>The number that an <c>ldc.i4</c> of any form loads; null for other instructions.</summary>
    internal static int? Constant(Instruction instruction) => instruction.OpCode switch
    {
        >= ILOpCode.Ldc_i4_m1 and <= ILOpCode.Ldc_i4_8 => instruction.OpCode - ILOpCode.Ldc_i4_0,
        ILOpCode.Ldc_i4_s or ILOpCode.Ldc_i4 => (int)instruction.Operand!,
        _ => null,
    };
}

/// <summary>A copy of initial data into stack memory.</summary>
/// <param name="Start">Position of the first instruction that belongs to it.</param>
/// <param name="Field">The field with the data.</param>
/// <param name="Size">How many bytes.</param>
internal sealed record DataCopy(int Start, FieldReference Field, int Size);
