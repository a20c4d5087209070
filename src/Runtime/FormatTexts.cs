namespace RExecIL.Runtime;

/// <summary>Bounds what a guest may put into formats, which one call can write many times.</summary>
internal static class FormatTexts
{
    /// <summary>Characters of a sign, a symbol or a name.</summary>
    private const int LongestName = 64;

    /// <summary>Characters of a pattern, of which each few become a name.</summary>
    private const int LongestPattern = 1_024;

    /// <summary>A sign, a symbol or a name, as it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than 64 characters.</exception>
    internal static string Name(string? name) => Bounded(name, LongestName);

    /// <summary>A pattern, as it is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than 1,024 characters.</exception>
    internal static string Pattern(string? pattern) => Bounded(pattern, LongestPattern);

    /// <summary>A copy of names: the array itself would go on being the guest's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is longer than 64 characters.</exception>
    internal static string[] Names(string?[]? names)
    {
        if (names is null)
        {
            return null!; // The setter refuses it.
        }

        var copy = (string[])names.Clone();
        foreach (var name in copy)
        {
            Name(name);
        }

        return copy;
    }

    private static string Bounded(string? text, int limit) => text?.Length > limit
        ? throw new ArgumentOutOfRangeException(nameof(text), $"A sandbox keeps texts of formats below {limit} characters.")
        : text!; // The setter refuses null.
}
