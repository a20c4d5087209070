namespace RExecIL.Runtime;

/// <summary>Says what the guest wanted and which flag would allow it.</summary>
internal static class Denial
{
    private const int LongestName = 512;

    internal static UnauthorizedAccessException Read(string path) => Of("read", path);

    internal static UnauthorizedAccessException Write(string path) => Of("write", path);

    internal static UnauthorizedAccessException Env(string name) => Of("env", name);

    /// <summary>A host that no grant covers.</summary>
    /// <param name="target">Host and port.</param>
    internal static UnauthorizedAccessException Network(string target) => Of("net", target);

    internal static UnauthorizedAccessException Temp() =>
        new($"Requires a temporary folder, run again with {FlagOf("temp", null)}");

    /// <summary>A refusal that no flag lifts.</summary>
    internal static UnauthorizedAccessException Always(string what, string why) => new($"{what} is refused: {why}");

    /// <summary>A name that cannot move the cursor or recolour the terminal it is printed on.</summary>
    internal static string Printable(string name) => string.Create(
        Math.Min(name.Length, LongestName),
        name,
        static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = IsPlain(source[i]) ? source[i] : '?';
            }
        });

    /// <summary>The option that allows it; null when no option does.</summary>
    /// <param name="permission">What kind of power.</param>
    /// <param name="name">Of what; null for everything.</param>
    internal static string? FlagOf(string permission, string? name) => permission switch
    {
        "temp" => "--allow-temp",
        "import" or "load" => null,
        _ when name is null => $"--allow-{permission}",
        _ => $"--allow-{permission}={Printable(name).Replace(",", ",,", StringComparison.Ordinal)}", // As options read lists.
    };

    private static UnauthorizedAccessException Of(string permission, string name) =>
        new($"Requires {permission} access to \"{Printable(name)}\", run again with {FlagOf(permission, name)}");

    private static bool IsPlain(char character) => char.GetUnicodeCategory(character) is not
        (System.Globalization.UnicodeCategory.Control
        or System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator
        or System.Globalization.UnicodeCategory.Surrogate
        or System.Globalization.UnicodeCategory.OtherNotAssigned
        or System.Globalization.UnicodeCategory.PrivateUse);
}
