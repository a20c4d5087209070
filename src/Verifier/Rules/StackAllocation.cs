using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>A <c>stackalloc</c> that the flow analysis has followed from <c>localloc</c> to the spans made of it; the rewriter replaces it.</summary>
/// <param name="Method">The method's token.</param>
/// <param name="Offset">IL offset of the <c>localloc</c>.</param>
/// <param name="Element">What the span holds, in the terms of the method.</param>
/// <param name="IsReadOnly">Whether it becomes a <c>ReadOnlySpan&lt;T&gt;</c>.</param>
/// <param name="Uses">Each instruction that touches the address, in order of offset.</param>
internal sealed record StackAllocation(
    int Method, int Offset, TypeSignature Element, bool IsReadOnly, EquatableArray<StackAllocationUse> Uses);

/// <summary>An instruction that touches the address of a stack allocation.</summary>
/// <param name="Offset">Its IL offset.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Position">
/// For <see cref="StackAllocationUseKind.Element"/>: the distance in bytes; below zero, the complement of an index.
/// </param>
internal sealed record StackAllocationUse(int Offset, StackAllocationUseKind Kind, int Position);

/// <summary>What an instruction does with the address of a stack allocation.</summary>
internal enum StackAllocationUseKind
{
    /// <summary>A <c>dup</c> of the address.</summary>
    Copy,

    /// <summary>An <c>add</c> that leads to an element.</summary>
    Element,

    /// <summary>The <c>newobj Span&lt;T&gt;(void*, int)</c> that ends it.</summary>
    Span,

    /// <summary>A <c>cpblk</c> that fills it from a field of initial data.</summary>
    Fill,
}
