using System.CommandLine;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy expand [POLICY]</c>: every member with its verdict, one a line.</summary>
internal static class PolicyExpandCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var policy = new Argument<string?>("POLICY")
        {
            Description = $"A policy file or the name of a preset; {PolicyFiles.DefaultPreset} when none is given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var filter = new Option<string?>("--filter") { Description = "Only members whose documentation id contains the text", HelpName = "TEXT" };
        var all = new Option<bool>("--all") { Description = "Denied members too" };
        var command = new DescribedCommand("expand", "Lists the members that a policy offers, one a line, sorted.")
        {
            Usage = "rexec-il policy expand [POLICY] [options]",
            ExitCodes = [("0", "They are listed"), ("2", "The command line or the policy file is at fault, or RExecIL failed")],
        };
        command.Arguments.Add(policy);
        command.Options.Add(filter);
        command.Options.Add(all);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Expand(
            PolicyFiles.ReadOrPreset(parsed.GetValue(policy)), parsed.GetValue(filter) ?? "", parsed.GetValue(all), terminal)));
        return command;
    }

    private static int Expand(Policy policy, string filter, bool isAll, Terminal terminal)
    {
        foreach (var decision in new PolicyInspector(policy, InstalledRuntime.Catalog).All()
            .Where(decision => (isAll || decision.Access != MemberAccess.Deny) && decision.Id.Contains(filter, StringComparison.Ordinal)))
        {
            terminal.Output.WriteLine(Terminal.Printable(
                $"{PolicyOptions.NameOf(decision.Access),-8} {decision.Id}{(decision.Shim is null ? "" : $" => {decision.Shim}")}"));
        }

        return ExitCodes.Accepted;
    }
}
