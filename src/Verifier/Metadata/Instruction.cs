using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>One IL instruction (ECMA-335 III). Immutable.</summary>
/// <remarks>It ends where the next one begins: there are millions, and 16 bytes are enough for each.</remarks>
/// <param name="Offset">Offset from the start of the body's IL, in bytes.</param>
/// <param name="OpCode">The opcode; prefixes are instructions of their own.</param>
/// <param name="Operand">
/// Null for none; <see cref="int"/> for <c>ldc.i4</c>, argument and local indices and prefix values; <see cref="long"/>,
/// <see cref="float"/>, <see cref="double"/>, <see cref="string"/> for constants; <see cref="BranchTarget"/>;
/// <see cref="EquatableArray{T}"/> of <see cref="int"/> offsets for <c>switch</c>; <see cref="TypeReference"/>,
/// <see cref="MethodReference"/>, <see cref="FieldReference"/>; <see cref="MethodSignature"/> for <c>calli</c>.
/// Short forms (<c>ldarg.0</c>, <c>ldc.i4.s</c>) keep their opcode; implied operands stay null.
/// </param>
public readonly record struct Instruction(int Offset, ILOpCode OpCode, object? Operand);

/// <summary>Where a branch goes.</summary>
/// <param name="Offset">Offset from the start of the body's IL, in bytes.</param>
public sealed record BranchTarget(int Offset)
{
    private static readonly BranchTarget[] Near = [.. Enumerable.Range(0, 2048).Select(offset => new BranchTarget(offset))];

    /// <summary>The target at an offset; one object for all bodies where the offset is small.</summary>
    internal static BranchTarget At(int offset) => offset >= 0 && offset < Near.Length ? Near[offset] : new BranchTarget(offset);
}
