using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>What a body allocates with <c>localloc</c>, and each use of the address: all that the rewriter needs to replace it.</summary>
internal sealed class StackAllocations
{
    /// <summary>Places of one body that allocate; people write one or two.</summary>
    private const int MaxAllocations = 256;

    private readonly List<Allocation> _allocations = [];

    internal bool IsEmpty => _allocations.Count == 0;

    /// <summary>The number of the allocation at an offset, the same at each visit; null when there are too many.</summary>
    internal short? Begin(int offset)
    {
        var index = _allocations.FindIndex(allocation => allocation.Offset == offset);
        if (index < 0 && _allocations.Count < MaxAllocations)
        {
            index = _allocations.Count;
            _allocations.Add(new Allocation(offset));
        }

        return index < 0 ? null : (short)index;
    }

    internal void Use(short allocation, StackAllocationUseKind kind, int offset, int position = 0) =>
        _allocations[allocation].Uses.TryAdd(offset, new StackAllocationUse(offset, kind, position));

    /// <summary>A value of a type is stored through the address.</summary>
    internal void Store(short allocation, InternedType type) => _allocations[allocation].Stored.Add(type);

    /// <summary>The address becomes a span. False when it already is one of another type.</summary>
    internal bool MakeSpan(short allocation, InternedType element, bool isReadOnly, int offset)
    {
        var found = _allocations[allocation];
        Use(allocation, StackAllocationUseKind.Span, offset);
        if (found.Element is not null && (!ReferenceEquals(found.Element, element) || found.IsReadOnly != isReadOnly))
        {
            return false;
        }

        (found.Element, found.IsReadOnly) = (element, isReadOnly);
        return true;
    }

    /// <summary>The allocations in order of offset; null in the place of one that never becomes a span, or holds other values.</summary>
    internal IEnumerable<(int Offset, StackAllocation? Allocation)> Finish(int method) => _allocations
        .OrderBy(allocation => allocation.Offset)
        .Select(allocation => (
            allocation.Offset,
            allocation.Element is { } element && allocation.Stored.TrueForAll(type => Assignability.IsSameLocation(type, element))
                ? new StackAllocation(
                    method,
                    allocation.Offset,
                    element.Signature,
                    allocation.IsReadOnly,
                    allocation.Uses.Values.OrderBy(use => use.Offset).ToEquatableArray())
                : null));

    internal void Clear() => _allocations.Clear();

    private sealed class Allocation(int offset)
    {
        internal int Offset { get; } = offset;

        internal InternedType? Element { get; set; }

        internal bool IsReadOnly { get; set; }

        internal Dictionary<int, StackAllocationUse> Uses { get; } = [];

        internal List<InternedType> Stored { get; } = [];
    }
}
