using RExecIL.Verifier;

namespace RExecIL;

/// <summary>How far a permission goes: nowhere, to the named things, or everywhere. Immutable.</summary>
public sealed record Grant
{
    private Grant(bool isWhole, EquatableArray<string> items) => (IsWhole, Items) = (isWhole, items);

    /// <summary>Nothing.</summary>
    public static Grant None { get; } = new(isWhole: false, []);

    /// <summary>
    /// Everything. For files that leaves out <c>/proc</c>, <c>/sys</c> and <c>/dev</c>, which must be named.
    /// </summary>
    public static Grant All { get; } = new(isWhole: true, []);

    /// <summary>Whether it is <see cref="All"/>.</summary>
    public bool IsWhole { get; }

    /// <summary>The named things: paths, or names of variables that may end in <c>*</c>.</summary>
    public EquatableArray<string> Items { get; }

    /// <summary>The named things.</summary>
    /// <exception cref="ArgumentException">One of them is empty.</exception>
    public static Grant Of(params IEnumerable<string> items)
    {
        var named = items.ToEquatableArray();
        return named.Any(string.IsNullOrEmpty)
            ? throw new ArgumentException("A grant names each thing.", nameof(items))
            : new Grant(isWhole: false, named);
    }
}
