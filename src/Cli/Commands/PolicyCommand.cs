using System.CommandLine;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy …</c>: what makes, shows and compares policies.</summary>
internal static class PolicyCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var command = new DescribedCommand("policy", "Makes, shows and compares policies.")
        {
            Usage = "rexec-il policy COMMAND [options]",
            ExitCodes = [("0", "It is done"), ("1", "A check failed"), ("2", "The command line or a file is at fault, or RExecIL failed")],
        };
        command.Subcommands.Add(PolicyShowCommand.Make(perform));
        command.Subcommands.Add(PolicyExpandCommand.Make(perform));
        command.Subcommands.Add(PolicyExplainCommand.Make(perform));
        command.Subcommands.Add(PolicyDiffCommand.Make(perform));
        command.Subcommands.Add(PolicyLintCommand.Make(perform));
        command.Subcommands.Add(PolicyInferCommand.Make(perform));
        command.Subcommands.Add(PolicyRecomputeCommand.Make(perform));
        return command;
    }
}
