using System.CommandLine;
using RExecIL.Cli.Reports;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il verify ASSEMBLY…</c>: says whether assemblies may run, and why not.</summary>
internal static class VerifyCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var grants = new GrantOptions();
        var assemblies = new Argument<string[]>("ASSEMBLY")
        {
            Description = "Files to verify; what they need is looked for in their own folders and verified alike",
            Arity = ArgumentArity.OneOrMore,
        };
        var format = new Option<string>("--format")
        {
            Description = "How to report: text, or json for one document on standard output",
            HelpName = "FORMAT",
            DefaultValueFactory = static _ => "text",
        };
        var command = new DescribedCommand("verify", "Says whether assemblies may run under a policy, and why not.")
        {
            Usage = "rexec-il verify ASSEMBLY… [options]",
            ExitCodes =
            [
                ("0", "All are accepted"),
                ("1", "The policy refuses one"),
                ("2", "The command line, a policy file or a file is at fault, or RExecIL failed"),
                ("3", "An image is malformed or not verifiable"),
            ],
        };
        command.Arguments.Add(assemblies);
        grants.AddTo(command);
        command.Options.Add(format);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Verify(
            grants.Read(parsed), parsed.GetValue(assemblies)!, MakeReport(parsed.GetValue(format)!, terminal), terminal)));
        return command;
    }

    private static IVerifyReport MakeReport(string format, Terminal terminal) => format switch
    {
        "text" => new TextReport(terminal),
        "json" => new JsonReport(Console.OpenStandardOutput),
        _ => throw new UsageException($"--format is text or json, not '{format}'."),
    };

    private static int Verify(RequestedGrants grants, string[] paths, IVerifyReport report, Terminal terminal)
    {
        var exitCode = ExitCodes.Accepted;
        try
        {
            var sandboxing = Sandboxing.Open(grants, terminal);
            foreach (var path in paths)
            {
                exitCode = Worse(exitCode, Verify(path, sandboxing, report, terminal));
            }
        }
        finally
        {
            // Whoever reads the document gets one, whatever else went wrong.
            report.Finish();
        }

        return exitCode;
    }

    private static int Verify(string path, Sandboxing sandboxing, IVerifyReport report, Terminal terminal)
    {
        try
        {
            var assembly = new AssemblyReport(path, sandboxing.Verify(path));
            report.Add(assembly);
            return assembly.ExitCode;
        }
        catch (UsageException unreadable)
        {
            // The others still deserve a verdict.
            terminal.Complain(unreadable.Message);
            return ExitCodes.UsageOrToolError;
        }
    }

    private static int Worse(int left, int right) => Rank(left) >= Rank(right) ? left : right;

    private static int Rank(int exitCode) => exitCode switch
    {
        ExitCodes.Accepted => 0,
        ExitCodes.RefusedByPolicy => 1,
        ExitCodes.BadImage => 2,
        _ => 3,
    };
}
