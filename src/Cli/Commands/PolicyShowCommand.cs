using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using RExecIL.Cli.Reports;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy show [POLICY]</c>: what a policy grants, and how much of each namespace it offers.</summary>
internal static class PolicyShowCommand
{
    private const string Schema = "rexec-il/policy-show/1";

    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var policy = new Argument<string?>("POLICY")
        {
            Description = $"A policy file or the name of a preset; {PolicyFiles.DefaultPreset} when none is given",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = PolicyOptions.Json();
        var command = new DescribedCommand("show", "Shows what a policy grants and how much of the framework it offers.")
        {
            Usage = "rexec-il policy show [POLICY] [options]",
            ExitCodes = [("0", "It is shown"), ("2", "The command line or the policy file is at fault, or RExecIL failed")],
        };
        command.Arguments.Add(policy);
        command.Options.Add(json);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Show(
            PolicyFiles.ReadOrPreset(parsed.GetValue(policy)), parsed.GetValue(json), terminal)));
        return command;
    }

    private static int Show(Policy policy, bool isJson, Terminal terminal)
    {
        var counts = new PolicyInspector(policy, InstalledRuntime.Catalog).All()
            .GroupBy(decision => decision.Namespace, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Count(
                group.Key,
                group.Count(decision => decision.Access == MemberAccess.Allow),
                group.Count(decision => decision.Access == MemberAccess.Redirect),
                group.Count(decision => decision.Access == MemberAccess.Deny)))
            .ToList();
        if (isJson)
        {
            JsonOutput.Write(Console.OpenStandardOutput, json => Write(json, policy, counts));
        }
        else
        {
            Tell(policy, counts, terminal);
        }

        return ExitCodes.Accepted;
    }

    private static void Tell(Policy policy, List<Count> counts, Terminal terminal)
    {
        terminal.Output.WriteLine($"policy {Terminal.Printable(policy.Name)} ({policy.Hash[..12]})");
        foreach (var (name, value) in GrantText.Of(policy.Grants))
        {
            terminal.Output.WriteLine($"  {name,-13} {Terminal.Printable(value)}");
        }

        var whole = new Count("all namespaces", counts.Sum(count => count.Allowed), counts.Sum(count => count.Redirected), counts.Sum(count => count.Denied));
        var offered = counts.Where(count => count.Allowed + count.Redirected > 0).Append(whole).ToList();
        var width = offered.Max(count => count.Name.Length);
        terminal.Output.WriteLine();
        terminal.Output.WriteLine($"{"members".PadRight(width)}  allowed  by shim   denied");
        foreach (var count in offered)
        {
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{count.Name.PadRight(width)}  {count.Allowed,7}  {count.Redirected,7}  {count.Denied,7}"));
        }
    }

    private static void Write(Utf8JsonWriter json, Policy policy, List<Count> counts)
    {
        json.WriteString("schema", Schema);
        json.WriteString("policy", policy.Name);
        json.WriteString("hash", policy.Hash);
        json.WriteStartObject("grants");
        foreach (var (name, value) in GrantText.Of(policy.Grants))
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("namespaces");
        foreach (var count in counts)
        {
            json.WriteStartObject();
            json.WriteString("name", count.Name);
            json.WriteNumber("allow", count.Allowed);
            json.WriteNumber("redirect", count.Redirected);
            json.WriteNumber("deny", count.Denied);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private sealed record Count(string Name, int Allowed, int Redirected, int Denied);
}
