namespace RExecIL.Verifier.TypeSafety;

/// <summary>A size or distance in stack memory as compilers write it: so many bytes, or so many values of a type.</summary>
/// <param name="Count">How many; times the value of <paramref name="Variable"/> if there is one.</param>
/// <param name="Unit">The type that <c>sizeof</c> names; null for bytes.</param>
/// <param name="Variable">
/// What holds the number of elements: a local, by number; a field of <c>this</c> where the method is a state machine, by
/// the complement of its token; null for a constant.
/// </param>
internal readonly record struct StackAmount(long Count, InternedType? Unit = null, int? Variable = null)
{
    /// <summary>As a number of elements of a type; null when it is no whole number of them.</summary>
    internal long? ElementsOf(InternedType type)
    {
        if (Count == 0)
        {
            return 0;
        }

        if (Unit is not null)
        {
            return ReferenceEquals(Unit, type) ? Count : null;
        }

        return type.FixedSize is { } size && Count % size == 0 ? Count / size : null;
    }
}
