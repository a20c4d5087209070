namespace RExecIL.Verifier.Rules;

/// <summary>A <c>stackalloc</c> that the flow analysis has followed from <c>localloc</c> to the spans made of it; the rewriter replaces it.</summary>
/// <param name="Method">The method's token.</param>
/// <param name="Offset">IL offset of the <c>localloc</c>.</param>
/// <param name="Uses">Each instruction that touches the address, in order of offset; at least one makes a span.</param>
internal sealed record StackAllocation(int Method, int Offset, EquatableArray<StackAllocationUse> Uses);

/// <summary>An instruction that touches the address of a stack allocation.</summary>
/// <param name="Offset">Its IL offset.</param>
/// <param name="Kind">What it does.</param>
internal sealed record StackAllocationUse(int Offset, StackAllocationUseKind Kind);

/// <summary>What an instruction does with the address of a stack allocation.</summary>
internal enum StackAllocationUseKind
{
    /// <summary>A <c>dup</c> whose copy is the address of the first element, through which a value is stored.</summary>
    First,

    /// <summary>An <c>add</c> that leads to an element, through which a value is stored.</summary>
    Element,

    /// <summary>A <c>cpblk</c> that fills it from a field of initial data (<see cref="CompilerIdioms.DataOfCopy"/>).</summary>
    Fill,

    /// <summary>An <c>initblk</c> that fills it with one byte.</summary>
    Repeat,

    /// <summary>The <c>newobj Span&lt;T&gt;(void*, int)</c> that ends it.</summary>
    Span,

    /// <summary>The same for a <c>ReadOnlySpan&lt;T&gt;</c>.</summary>
    ReadOnlySpan,
}
