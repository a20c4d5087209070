using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>One IL instruction (ECMA-335 III). Immutable.</summary>
/// <param name="Offset">Offset from the start of the body's IL, in bytes.</param>
/// <param name="OpCode">The opcode; prefixes are instructions of their own.</param>
/// <param name="Operand">
/// Null for none; <see cref="int"/> for <c>ldc.i4</c>, argument and local indices and prefix values; <see cref="long"/>,
/// <see cref="float"/>, <see cref="double"/>, <see cref="string"/> for constants; <see cref="BranchTarget"/>;
/// <see cref="EquatableArray{T}"/> of <see cref="int"/> offsets for <c>switch</c>; <see cref="TypeReference"/>,
/// <see cref="MethodReference"/>, <see cref="FieldReference"/>; <see cref="MethodSignature"/> for <c>calli</c>.
/// Short forms (<c>ldarg.0</c>, <c>ldc.i4.s</c>) keep their opcode; implied operands stay null.
/// </param>
/// <param name="Size">Size with operand, in bytes.</param>
public readonly record struct Instruction(int Offset, ILOpCode OpCode, object? Operand, int Size);

/// <summary>Where a branch goes.</summary>
/// <param name="Offset">Offset from the start of the body's IL, in bytes.</param>
public sealed record BranchTarget(int Offset);
