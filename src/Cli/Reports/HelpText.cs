using System.CommandLine;
using System.CommandLine.Invocation;
using RExecIL.Cli.Commands;

namespace RExecIL.Cli.Reports;

/// <summary>The help of a command: how it is called, its options, its exit codes.</summary>
internal sealed class HelpText : SynchronousCommandLineAction
{
    private const int Indent = 2;

    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        return 0;
    }

    /// <summary>Prints the help of a command.</summary>
    internal static void Write(Command command, TextWriter output)
    {
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine("Usage:");
        output.WriteLine($"  {(command as DescribedCommand)?.Usage ?? "rexec-il COMMAND [options]"}");
        WriteRows("Commands:", command.Subcommands.Select(sub => (sub.Name, FirstLine(sub.Description))), output);
        WriteRows("Arguments:", command.Arguments.Select(argument => (argument.Name, argument.Description)), output);
        WriteRows(
            "Options:",
            command.Options.Concat(Around(command).SelectMany(parent => parent.Options.Where(option => option.Recursive)))
                .Where(option => !option.Hidden)
                .Select(option => (Signature(option), option.Description)),
            output);
        if (command is DescribedCommand described)
        {
            WriteRows("Exit codes:", described.ExitCodes.Select(row => (row.Code, (string?)row.Meaning)), output);
        }
        else
        {
            output.WriteLine();
            output.WriteLine("See rexec-il COMMAND --help for the options of a command.");
        }
    }

    private static void WriteRows(string title, IEnumerable<(string Name, string? Text)> rows, TextWriter output)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var width = all.Max(row => row.Name.Length);
        output.WriteLine();
        output.WriteLine(title);
        foreach (var (name, text) in all)
        {
            output.WriteLine($"{new string(' ', Indent)}{name.PadRight(width)}  {text}".TrimEnd());
        }
    }

    private static string Signature(Option option)
    {
        var names = string.Join(", ", option.Aliases.Where(alias => alias is not ("-?" or "/?" or "/h"))
            .Append(option.Name).OrderBy(name => name.Length));
        return option switch
        {
            GrantOption { CanBeWhole: true } => $"{names}[={option.HelpName}]",
            GrantOption => $"{names}={option.HelpName}",
            _ when option.HelpName is not null => $"{names} {option.HelpName}",
            _ => names,
        };
    }

    private static IEnumerable<Command> Around(Command command) =>
        command.Parents.OfType<Command>().SelectMany(parent => Around(parent).Prepend(parent));

    private static string? FirstLine(string? text) => text?.Split('\n')[0];
}
