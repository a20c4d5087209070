using System.Reflection.Metadata;

namespace RExecIL.Verifier.Metadata;

/// <summary>The IL of a method (ECMA-335 II.25.4). Immutable.</summary>
/// <param name="MaxStack">Stated depth of the evaluation stack, in slots.</param>
/// <param name="InitLocals">Whether locals start as zero.</param>
/// <param name="Locals">Types of the local variables.</param>
/// <param name="LocalsToken">The StandAloneSig token, 0 when there are no locals.</param>
/// <param name="Instructions">In order of offset, without gaps.</param>
/// <param name="ExceptionClauses">In order of the table.</param>
/// <param name="CodeSize">Size of the IL, in bytes.</param>
public sealed record MethodBodyModel(
    int MaxStack,
    bool InitLocals,
    EquatableArray<TypeSignature> Locals,
    int LocalsToken,
    EquatableArray<Instruction> Instructions,
    EquatableArray<ExceptionClause> ExceptionClauses,
    int CodeSize)
{
    /// <summary>Stands for a body whose IL was found faulty by the screening; the assembly that has it is refused.</summary>
    internal static MethodBodyModel Unreadable { get; } = new(0, true, [], 0, [], [], 0);
}

/// <summary>A protected block and its handler (ECMA-335 II.25.4.6). Offsets in bytes from the start of the IL.</summary>
/// <param name="Kind">catch, filter, finally, fault.</param>
/// <param name="TryOffset">Start of the protected block.</param>
/// <param name="TryLength">Length of the protected block.</param>
/// <param name="HandlerOffset">Start of the handler.</param>
/// <param name="HandlerLength">Length of the handler.</param>
/// <param name="FilterOffset">Start of the filter; -1 when it is none.</param>
/// <param name="CatchType">The type caught; null when it is no catch.</param>
public sealed record ExceptionClause(
    ExceptionRegionKind Kind,
    int TryOffset,
    int TryLength,
    int HandlerOffset,
    int HandlerLength,
    int FilterOffset,
    TypeReference? CatchType);
