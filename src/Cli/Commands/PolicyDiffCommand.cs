using System.CommandLine;
using System.Text.Json;
using RExecIL.Cli.Reports;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy diff OLD NEW</c>: what a change of a policy offers and takes away.</summary>
internal static class PolicyDiffCommand
{
    private const string Schema = "rexec-il/policy-diff/1";

    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var old = new Argument<string>("OLD-POLICY") { Description = "A policy file, the name of a preset, or a folder of a framework's assemblies" };
        var @new = new Argument<string>("NEW-POLICY") { Description = "What it is to become" };
        var json = PolicyOptions.Json();
        var command = new DescribedCommand("diff", "Compares two policies, or two frameworks: what is newly offered is for review, what is gone may break guests.")
        {
            Usage = "rexec-il policy diff OLD NEW [options]",
            ExitCodes =
            [
                ("0", "The new one offers and grants nothing that the old one does not"),
                ("1", "It offers or grants more"),
                ("2", "The command line or a policy file is at fault, or RExecIL failed"),
            ],
        };
        command.Arguments.Add(old);
        command.Arguments.Add(@new);
        command.Options.Add(json);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Compare(
            parsed.GetValue(old)!, parsed.GetValue(@new)!, parsed.GetValue(json), terminal)));
        return command;
    }

    private static int Compare(string old, string @new, bool isJson, Terminal terminal) => (Directory.Exists(old), Directory.Exists(@new)) switch
    {
        (true, true) => CompareFrameworks(old, @new, isJson, terminal),
        (false, false) => Compare(PolicyFiles.ReadOrPreset(old), PolicyFiles.ReadOrPreset(@new), isJson, terminal),
        _ => throw new UsageException("A framework can be compared with a framework only, and a policy with a policy."),
    };

    private static int CompareFrameworks(string old, string @new, bool isJson, Terminal terminal)
    {
        var comparison = new FrameworkComparison(old, @new);
        if (isJson)
        {
            JsonOutput.Write(Console.OpenStandardOutput, comparison.Write);
        }
        else
        {
            comparison.Tell(terminal);
        }

        return comparison.NeedsReview ? ExitCodes.RefusedByPolicy : ExitCodes.Accepted;
    }

    private static int Compare(Policy old, Policy @new, bool isJson, Terminal terminal)
    {
        var difference = new Difference(old, @new);
        if (isJson)
        {
            JsonOutput.Write(Console.OpenStandardOutput, difference.Write);
        }
        else
        {
            difference.Tell(terminal);
        }

        return difference.OffersMore ? ExitCodes.RefusedByPolicy : ExitCodes.Accepted;
    }

    private sealed class Difference
    {
        private readonly List<MemberDecision> _offered;
        private readonly List<MemberDecision> _gone;
        private readonly List<(string Name, string Old, string New)> _grants;
        private readonly bool _grantsMore;

        internal Difference(Policy old, Policy @new)
        {
            var before = Offered(old);
            var after = Offered(@new);
            _offered = [.. after.Values.Where(decision => !before.ContainsKey(decision.Id))];
            _gone = [.. before.Values.Where(decision => !after.ContainsKey(decision.Id))];
            var (grantsBefore, grantsAfter) = (GrantText.Of(old.Grants).ToDictionary(), GrantText.Of(@new.Grants).ToDictionary());
            _grants = [.. grantsBefore.Keys.Union(grantsAfter.Keys)
                .Select(name => (name, grantsBefore.GetValueOrDefault(name, "none"), grantsAfter.GetValueOrDefault(name, "none")))
                .Where(grant => grant.Item2 != grant.Item3)];
            _grantsMore = GrantsMore(old.Grants, @new.Grants);
        }

        internal bool OffersMore => _offered.Count > 0 || _grantsMore;

        internal void Tell(Terminal terminal)
        {
            void Section(string title, List<MemberDecision> members)
            {
                if (members.Count > 0)
                {
                    terminal.Output.WriteLine($"{title}: {members.Count}");
                    members.ForEach(member => terminal.Output.WriteLine(Terminal.Printable($"  {member.Id}{(member.Shim is null ? "" : $" => {member.Shim}")}")));
                }
            }

            if (_grants.Count > 0)
            {
                terminal.Output.WriteLine(_grantsMore ? "grants, more than before" : "grants");
                _grants.ForEach(grant => terminal.Output.WriteLine(Terminal.Printable($"  {grant.Name}: {grant.Old} => {grant.New}")));
            }

            Section("newly offered, for review", _offered);
            Section("no longer offered, which may break guests", _gone);
            if (_grants.Count + _offered.Count + _gone.Count == 0)
            {
                terminal.Output.WriteLine("no difference");
            }
        }

        internal void Write(Utf8JsonWriter json)
        {
            void Section(string name, List<MemberDecision> members)
            {
                json.WriteStartArray(name);
                members.ForEach(member => json.WriteStringValue(member.Id));
                json.WriteEndArray();
            }

            json.WriteString("schema", Schema);
            json.WriteBoolean("offersMore", OffersMore);
            json.WriteStartArray("grants");
            foreach (var (name, old, @new) in _grants)
            {
                json.WriteStartObject();
                json.WriteString("name", name);
                json.WriteString("old", old);
                json.WriteString("new", @new);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            Section("newlyOffered", _offered);
            Section("noLongerOffered", _gone);
        }

        private static Dictionary<string, MemberDecision> Offered(Policy policy) =>
            new PolicyInspector(policy, InstalledRuntime.Catalog).All()
                .Where(decision => decision.Access != MemberAccess.Deny)
                .ToDictionary(decision => decision.Id, StringComparer.Ordinal);

        /// <summary>Whether anything that the old grants do not cover is covered by the new ones; in doubt it is.</summary>
        private static bool GrantsMore(Grants old, Grants @new) =>
            (@new.Capabilities & ~old.Capabilities) != Capability.None
            || IsMore(old.Read, @new.Read) || IsMore(old.Write, @new.Write) || IsMore(old.Environment, @new.Environment)
            || old.DenyRead.Items.Except(@new.DenyRead.Items).Any() || old.DenyWrite.Items.Except(@new.DenyWrite.Items).Any()
            || IsMore(old.Network, @new.Network) || @new.Network.Names.Items.Except(old.Network.Names.Items, StringComparer.Ordinal).Any()
            || old.DenyNetwork.Items.Except(@new.DenyNetwork.Items).Any()
            || (old.Contracts is { } contracts && (@new.Contracts is not { } more || more.Items.Except(contracts.Items, StringComparer.OrdinalIgnoreCase).Any()))
            || IsMore(old.MaxTime?.Ticks, @new.MaxTime?.Ticks) || IsMore(old.MaxFuel, @new.MaxFuel)
            || IsMore(old.MaxAllocation, @new.MaxAllocation) || IsMore(old.MaxOutput, @new.MaxOutput)
            || IsMore(old.MaxErrorOutput, @new.MaxErrorOutput) || (old.RequiresLimits && !@new.RequiresLimits);

        private static bool IsMore(long? old, long? @new) => old is { } limit && (@new is not { } higher || higher > limit);

        private static bool IsMore(NameGrant old, NameGrant @new) =>
            !old.Everything && (@new.Everything || @new.Names.Items.Except(old.Names.Items, StringComparer.Ordinal).Any());
    }
}
