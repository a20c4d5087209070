using System.Globalization;
using System.Text;

namespace RExecIL.Cli;

/// <summary>Standard output and standard error, with colour where it is wanted and without what guests hide in names.</summary>
internal sealed class Terminal
{
    private readonly bool _colorOutput;
    private readonly bool _colorError;

    /// <summary>The streams of this process.</summary>
    /// <param name="color"><c>always</c>, <c>never</c>, or <c>auto</c>: as the environment and the streams suggest.</param>
    internal Terminal(string color = "auto") =>
        (_colorOutput, _colorError) = (Colors(color, Console.IsOutputRedirected), Colors(color, Console.IsErrorRedirected));

    /// <summary>Results.</summary>
    internal TextWriter Output { get; } = Console.Out;

    /// <summary>Everything that is not a result.</summary>
    internal TextWriter Error { get; } = Console.Error;

    /// <summary>Good news on standard output.</summary>
    internal string Green(string text) => _colorOutput ? $"\e[32m{text}\e[0m" : text;

    /// <summary>Bad news on standard output or standard error.</summary>
    internal string Red(string text, bool onError = false) => (onError ? _colorError : _colorOutput) ? $"\e[1;31m{text}\e[0m" : text;

    /// <summary>One line on standard error that begins with the name of the tool.</summary>
    internal void Complain(string message) => Error.WriteLine($"rexec-il: {Red("error", onError: true)}: {Printable(message)}");

    /// <summary>Text that cannot move the cursor, recolour the terminal, break the line, or reorder its neighbours.</summary>
    /// <remarks>Guests choose their names: one with a line break could forge a verdict.</remarks>
    internal static string Printable(string text)
    {
        if (text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0)
        {
            return text;
        }

        var printable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                ? printable.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}")
                : printable.Append(rune);
        }

        return printable.ToString();
    }

    // no-color.org: set and not empty means no colour; FORCE_COLOR is its opposite, and 0 turns it off again.
    private static bool Colors(string color, bool isRedirected) => color switch
    {
        "always" => true,
        "never" => false,
        _ when Variable("NO_COLOR").Length > 0 => false,
        _ when Variable("FORCE_COLOR") is not ("" or "0" or "false") => true,
        _ => !isRedirected && Variable("TERM") != "dumb",
    };

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "";
}
