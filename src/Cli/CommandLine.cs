using System.CommandLine;
using System.CommandLine.Help;
using RExecIL.Cli.Commands;
using RExecIL.Cli.Reports;

namespace RExecIL.Cli;

/// <summary>The commands of <c>rexec-il</c>, and what becomes of everything that goes wrong.</summary>
internal static class CommandLine
{
    private static readonly Option<string> Color = new("--color")
    {
        Description = "Colour the output: auto, always or never",
        HelpName = "WHEN",
        Recursive = true,
        DefaultValueFactory = static _ => "auto",
    };

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show the details when RExecIL itself fails",
        Recursive = true,
    };

    /// <summary>Carries out one command line.</summary>
    /// <returns>One of <see cref="ExitCodes"/>, or the guest's own code.</returns>
    internal static int Run(IReadOnlyList<string> words)
    {
        var root = MakeRoot();
        var terminal = new Terminal();
        try
        {
            if (words.Count == 0)
            {
                // Nothing was asked, so nothing was accepted: a gate that lost its arguments must not open.
                HelpText.Write(root, terminal.Output);
                return ExitCodes.UsageOrToolError;
            }

            var parsed = root.Parse(
                ArgumentSyntax.Sort(words, root),
                new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            return parsed.Errors.Count > 0 && parsed.Action is null or System.CommandLine.Invocation.ParseErrorAction
                ? throw new UsageException(parsed.Errors[0].Message, $"See rexec-il {Name(parsed)}--help.")
                : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException mistake)
        {
            terminal.Complain(mistake.Message);
            if (mistake.Hint is not null)
            {
                terminal.Error.WriteLine(Terminal.Printable(mistake.Hint));
            }

            return ExitCodes.UsageOrToolError;
        }
    }

    private static string Name(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";

    private static RootCommand MakeRoot()
    {
        var root = new RootCommand("Verifies, rewrites and runs untrusted .NET assemblies.")
        {
            VerifyCommand.Make(Perform),
            RunCommand.Make(Perform),
            RewriteCommand.Make(Perform),
            PolicyCommand.Make(Perform),
            Color,
            Verbose,
        };
        root.Directives.Clear();
        foreach (var help in root.Options.OfType<HelpOption>())
        {
            help.Action = new HelpText();
            help.Description = "Show this help";
        }

        return root;
    }

    // The one place that turns what nobody foresaw into a line and an exit code: nobody wants to read our stack.
    private static int Perform(ParseResult parsed, int codeOnFailure, Func<Terminal, int> action)
    {
        var color = parsed.GetValue(Color)!;
        if (color is not ("auto" or "always" or "never"))
        {
            throw new UsageException($"--color is auto, always or never, not '{color}'.");
        }

        var terminal = new Terminal(color);
        try
        {
            return action(terminal);
        }
        catch (PolicyFileException rejected)
        {
            TextReport.WriteFindings(rejected.Diagnostics, terminal.Error, terminal);
            terminal.Complain("The policy file is rejected, so nothing was done.");
            return ExitCodes.UsageOrToolError;
        }
        catch (Exception failure) when (failure is not UsageException)
        {
            terminal.Complain(failure is IOException or UnauthorizedAccessException
                ? failure.Message
                : $"RExecIL failed: {failure.GetType().Name}: {failure.Message} This is a fault of RExecIL, not of the guest.");
            terminal.Error.WriteLine(parsed.GetValue(Verbose) ? failure.ToString() : "Run again with --verbose for the details.");
            return codeOnFailure;
        }
    }
}
