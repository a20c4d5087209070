using System.Globalization;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli.Reports;

/// <summary>Findings as compilers print them, one a line, so that editors and build logs know them.</summary>
/// <param name="terminal">Where to.</param>
internal sealed class TextReport(Terminal terminal) : IVerifyReport
{
    private const int MaxFindings = 100;

    private int _accepted;
    private int _refused;
    private int _findings;

    /// <inheritdoc/>
    public void Add(AssemblyReport assembly)
    {
        WriteFindings(assembly.Diagnostics, terminal.Output, terminal);
        var verdict = assembly.IsAccepted ? terminal.Green("accepted")
            : $"{terminal.Red("refused")} ({Count(assembly.Diagnostics.Length, "finding")})";
        terminal.Output.WriteLine($"{Terminal.Printable(assembly.Path)}: {verdict}");

        _ = assembly.IsAccepted ? _accepted++ : _refused++;
        _findings += assembly.Diagnostics.Length;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (_accepted + _refused > 0)
        {
            terminal.Output.WriteLine(
                $"{Count(_accepted + _refused, "assembly", "assemblies")}: {_accepted} accepted, {_refused} refused"
                + (_findings > 0 ? $" ({Count(_findings, "finding")})" : ""));
        }
    }

    /// <summary>One line for each finding, up to a number that a person still reads.</summary>
    internal static void WriteFindings(IReadOnlyCollection<Diagnostic> diagnostics, TextWriter output, Terminal terminal)
    {
        var onError = output == terminal.Error;
        foreach (var found in diagnostics.Take(MaxFindings))
        {
            output.WriteLine(
                $"{Terminal.Printable(found.Location.ToString())}: {terminal.Red("error", onError)} {found.Id}: {Terminal.Printable(found.Message)}");
        }

        if (diagnostics.Count > MaxFindings)
        {
            output.WriteLine(
                $"… and {Count(diagnostics.Count - MaxFindings, "more finding")} (rexec-il verify --format json shows all)");
        }
    }

    private static string Count(int number, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {(number == 1 ? one : many ?? one + "s")}");
}
