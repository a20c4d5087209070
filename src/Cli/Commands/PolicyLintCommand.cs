using System.CommandLine;
using RExecIL.Cli.Reports;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy lint FILE</c>: words of a policy file that decide nothing, or more than people see.</summary>
internal static class PolicyLintCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var file = new Argument<string>("FILE") { Description = "A policy file" };
        var command = new DescribedCommand("lint", "Finds what is wrong with a policy file, decides nothing, or decides more than it seems to.")
        {
            Usage = "rexec-il policy lint FILE",
            ExitCodes = [("0", "Nothing is found"), ("1", "Something is found"), ("2", "The command line is at fault, the file cannot be read, or RExecIL failed")],
        };
        command.Arguments.Add(file);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Lint(parsed.GetValue(file)!, terminal)));
        return command;
    }

    private static int Lint(string file, Terminal terminal)
    {
        var found = PolicyFiles.Lint(file);
        TextReport.WriteFindings(found, terminal.Output, terminal);
        terminal.Output.WriteLine($"{Terminal.Printable(file)}: {(found.Count == 0 ? terminal.Green("nothing found") : terminal.Red($"{found.Count} found"))}");
        return found.Count == 0 ? ExitCodes.Accepted : ExitCodes.RefusedByPolicy;
    }
}
