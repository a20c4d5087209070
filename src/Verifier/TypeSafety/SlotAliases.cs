namespace RExecIL.Verifier.TypeSafety;

/// <summary>What a slot holds at least, whenever it is read.</summary>
/// <param name="Lifetime">Of the reference, or of what the ref struct holds.</param>
/// <param name="Contents">Of what is behind the reference.</param>
/// <param name="IsReadOnly">Whether nothing may be written through the reference.</param>
internal readonly record struct SlotFloor(Lifetime Lifetime, Lifetime Contents, bool IsReadOnly)
{
    /// <summary>What a slot holds before anything is stored: nothing that could end.</summary>
    internal static SlotFloor Highest { get; } = new(Lifetime.Caller, Lifetime.Caller, false);

    /// <summary>The worst that a slot can hold.</summary>
    internal static SlotFloor Lowest { get; } = new(Lifetime.Local, Lifetime.Local, true);

    internal SlotFloor And(SlotFloor other) => new(
        VerificationType.Shorter(Lifetime, other.Lifetime),
        VerificationType.Shorter(Contents, other.Contents),
        IsReadOnly || other.IsReadOnly);
}

/// <summary>
/// The slots whose contents can change beside the flow of control: ref structs to which a reference is kept in another
/// slot or behind a call, and what filters and finally handlers store. They are followed without regard to order: such a
/// slot holds the worst of all that is ever stored in it.
/// </summary>
/// <remarks>
/// Found while a body is verified; a body whose set has grown is verified again from the start. After a few rounds every
/// slot counts as the worst, so that the work stays linear.
/// </remarks>
internal sealed class SlotAliases
{
    private const int MaxRounds = 6;

    private readonly Dictionary<int, SlotFloor> _floors = [];
    private int _rounds;

    // What all of so many slots have been lowered to, so that a store need not go through them again.
    private Lifetime _loweredTo = Lifetime.Caller;
    private int _loweredCount;

    /// <summary>Whether the body must be verified again.</summary>
    internal bool HasChanged { get; private set; }

    /// <summary>What an aliased slot holds; null for slots that follow the flow.</summary>
    internal SlotFloor? FloorOf(int slot) => _rounds >= MaxRounds ? SlotFloor.Lowest
        : _floors.Count > 0 && _floors.TryGetValue(slot, out var floor) ? floor : null;

    /// <summary>A slot must be followed without regard to order.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="entry">What it holds when the method begins.</param>
    internal void Add(int slot, SlotFloor entry)
    {
        if (_rounds < MaxRounds && _floors.TryAdd(slot, entry))
        {
            HasChanged = true;
        }
    }

    /// <summary>Something is stored in the slot.</summary>
    internal void Lower(int slot, SlotFloor stored)
    {
        if (_rounds < MaxRounds && FloorOf(slot) is { } floor && floor.And(stored) is var lower && lower != floor)
        {
            _floors[slot] = lower;
            HasChanged = true;
        }
    }

    /// <summary>Something is stored behind a reference that may lead to any of the slots.</summary>
    /// <param name="lifetime">What the stored ref struct is good for.</param>
    /// <param name="isRefStruct">Whether a slot holds a ref struct.</param>
    internal void LowerAll(Lifetime lifetime, Func<int, bool> isRefStruct)
    {
        if (lifetime < _loweredTo || (lifetime < Lifetime.Caller && _floors.Count != _loweredCount))
        {
            (_loweredTo, _loweredCount) = (lifetime, _floors.Count);
            foreach (var slot in _floors.Keys.Where(isRefStruct).ToList())
            {
                Lower(slot, SlotFloor.Highest with { Lifetime = lifetime });
            }
        }
    }

    /// <summary>Begins another round with what is known.</summary>
    internal void Restart()
    {
        HasChanged = false;
        _rounds++;
    }

    internal void Clear()
    {
        HasChanged = false;
        _rounds = 0;
        (_loweredTo, _loweredCount) = (Lifetime.Caller, 0);
        if (_floors.Count > 0)
        {
            _floors.Clear();
        }
    }
}
