using RExecIL.Verifier.Rules;

namespace RExecIL.Verifier.TypeSafety;

/// <summary>What a body allocates with <c>localloc</c>, and each use of the address: all that the rewriter needs to replace it.</summary>
/// <remarks>
/// A <c>dup</c> leaves the address itself below and a copy on top. Only the address can become a span and be copied again;
/// a copy is used once, to store or fill. So the rewriter knows at the <c>dup</c> what it is for.
/// </remarks>
internal sealed class StackAllocations
{
    /// <summary>Places of one body that allocate; people write one or two.</summary>
    private const int MaxAllocations = 256;

    private readonly List<Allocation> _allocations = [];
    private readonly Dictionary<int, short> _byOffset = [];
    private readonly HashSet<int> _seen = [];

    internal bool IsEmpty => _allocations.Count == 0;

    /// <summary>Begins with another body.</summary>
    internal void Clear()
    {
        _allocations.Clear();
        _byOffset.Clear();
        _seen.Clear();
    }

    /// <summary>An instruction deals with stack memory, well or not.</summary>
    internal void See(int offset) => _seen.Add(offset);

    /// <summary>Whether control comes to the instruction and it deals with stack memory.</summary>
    internal bool IsSeen(int offset) => _seen.Contains(offset);

    /// <summary>The number of the allocation at an offset, the same at each visit; null when there are too many.</summary>
    internal short? Begin(int offset, StackAmount size)
    {
        if (_byOffset.TryGetValue(offset, out var index))
        {
            return index;
        }

        if (_allocations.Count == MaxAllocations)
        {
            return null;
        }

        _allocations.Add(new Allocation(offset, size));
        index = (short)(_allocations.Count - 1);
        _byOffset.Add(offset, index);
        return index;
    }

    /// <summary>The copy that the <c>dup</c> at an offset makes; the same at each visit.</summary>
    internal StackPointerCopy CopyOf(short allocation, int offset)
    {
        var copies = _allocations[allocation].Copies;
        if (!copies.TryGetValue(offset, out var copy))
        {
            copies.Add(offset, copy = new StackPointerCopy());
        }

        return copy;
    }

    /// <summary>A copy is moved to another element.</summary>
    internal bool Advance(short allocation, StackPointerCopy copy, int offset, StackAmount distance)
    {
        var found = _allocations[allocation];
        found.Positions.Add(distance);
        found.Uses.TryAdd(offset, StackAllocationUseKind.Element);
        return copy.IsFor(StackAllocationUseKind.Element);
    }

    /// <summary>A value of a type is stored through a copy.</summary>
    internal bool Store(short allocation, StackPointerCopy copy, InternedType type, bool isAdvanced)
    {
        var found = _allocations[allocation];
        found.Stored.Add(type);
        if (isAdvanced)
        {
            return true;
        }

        found.Positions.Add(new StackAmount(0));
        return copy.IsFor(StackAllocationUseKind.First);
    }

    /// <summary>Bytes are written from the beginning.</summary>
    internal bool Fill(short allocation, StackPointerCopy copy, int offset, StackAllocationUseKind kind, int size)
    {
        var found = _allocations[allocation];
        found.Uses.TryAdd(offset, kind);
        found.Filled = Math.Max(found.Filled, size);
        return copy.IsFor(StackAllocationUseKind.Fill);
    }

    /// <summary>The address becomes a span of so many elements.</summary>
    internal void MakeSpan(short allocation, InternedType element, bool isReadOnly, int offset, StackAmount length)
    {
        var found = _allocations[allocation];
        found.Uses.TryAdd(offset, isReadOnly ? StackAllocationUseKind.ReadOnlySpan : StackAllocationUseKind.Span);
        found.Element ??= element;
        found.IsMixed |= !ReferenceEquals(found.Element, element);
        found.Lengths.Add(length);
    }

    /// <summary>
    /// The allocations in order of offset, and why one of them is none that compilers write for safe code; null when it is.
    /// </summary>
    internal IEnumerable<(StackAllocation Allocation, string? Fault)> Finish(int method) => _allocations
        .OrderBy(allocation => allocation.Offset)
        .Select(allocation => (allocation.Plan(method), allocation.Fault));

    private sealed class Allocation(int offset, StackAmount size)
    {
        internal int Offset { get; } = offset;

        internal InternedType? Element { get; set; }

        internal bool IsMixed { get; set; }

        internal int Filled { get; set; }

        internal Dictionary<int, StackAllocationUseKind> Uses { get; } = [];

        internal Dictionary<int, StackPointerCopy> Copies { get; } = [];

        internal HashSet<InternedType> Stored { get; } = [];

        internal HashSet<StackAmount> Positions { get; } = [];

        internal HashSet<StackAmount> Lengths { get; } = [];

        internal string? Fault
        {
            get
            {
                if (Element is null)
                {
                    return "the memory never becomes a span";
                }

                if (IsMixed || Element.IsObject || Stored.Any(type => !Assignability.IsSameLocation(type, Element)) || (Filled > 0 && Element.Reduced is null))
                {
                    return "the memory holds other values than those of the span made of it";
                }

                return IsTooSmall ? "the span, or a value stored, does not lie in the memory" : null;
            }
        }

        private bool IsTooSmall
        {
            get
            {
                if (size.Variable is not null)
                {
                    return size.ElementsOf(Element!) != 1 || Positions.Count > 0 || Filled > 0 || Lengths.Any(length => length.Variable != size.Variable);
                }

                return size.ElementsOf(Element!) is not { } elements
                    || Positions.Any(position => position.ElementsOf(Element!) is not { } index || index < 0 || index >= elements)
                    || Lengths.Any(length => length.Variable is not null || length.Count < 0 || length.Count > elements)
                    || (Filled > 0 && !(Filled <= elements * Element!.FixedSize));
            }
        }

        internal StackAllocation Plan(int method) => new(
            method,
            Offset,
            Uses.Select(use => new StackAllocationUse(use.Key, use.Value))
                .Concat(Copies.Where(copy => copy.Value.Kind == StackAllocationUseKind.First)
                    .Select(copy => new StackAllocationUse(copy.Key, StackAllocationUseKind.First)))
                .OrderBy(use => use.Offset)
                .ToEquatableArray());
    }
}

/// <summary>A copy of the address of stack memory, made by one <c>dup</c>.</summary>
internal sealed class StackPointerCopy
{
    /// <summary>What it is used for; null for nothing yet.</summary>
    internal StackAllocationUseKind? Kind { get; private set; }

    /// <summary>Uses it. False when another path uses it for something else.</summary>
    internal bool IsFor(StackAllocationUseKind kind) => (Kind ??= kind) == kind;
}
