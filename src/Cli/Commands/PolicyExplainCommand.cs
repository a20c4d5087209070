using System.CommandLine;
using System.Text.Json;
using RExecIL.Cli.Reports;
using RExecIL.Inference;
using RExecIL.Inference.Tables;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary><c>rexec-il policy explain MEMBER</c>: what a policy says of members, and why.</summary>
internal static class PolicyExplainCommand
{
    private const string Schema = "rexec-il/policy-explain/1";

    /// <summary>Makes the command.</summary>
    internal static Command Make(Perform perform)
    {
        var member = new Argument<string>("MEMBER")
        {
            Description = "A name such as System.IO.File.Open, for all overloads, or a documentation id such as M:System.IO.File.Open(System.String,System.IO.FileMode)",
        };
        var policy = PolicyOptions.Policy();
        var json = PolicyOptions.Json();
        var command = new DescribedCommand("explain", "Says whether guests may use a member, what it can reach, and which line decides.")
        {
            Usage = "rexec-il policy explain MEMBER [options]",
            ExitCodes =
            [
                ("0", "The member is explained, whatever the verdict"),
                ("2", "There is no such member, the command line or the policy file is at fault, or RExecIL failed"),
            ],
        };
        command.Arguments.Add(member);
        command.Options.Add(policy);
        command.Options.Add(json);
        command.SetAction(parsed => perform(parsed, ExitCodes.UsageOrToolError, terminal => Explain(
            parsed.GetValue(member)!, PolicyFiles.ReadOrPreset(parsed.GetValue(policy)), parsed.GetValue(json), terminal)));
        return command;
    }

    private static int Explain(string member, Policy policy, bool isJson, Terminal terminal)
    {
        var inspector = new PolicyInspector(policy, InstalledRuntime.Catalog);
        var decisions = inspector.Find(member);
        if (decisions.Count == 0)
        {
            var near = inspector.Suggest(member);
            throw new UsageException(
                $"The installed framework has no public member '{member}'.",
                near.Count > 0 ? $"Did you mean {string.Join(" or ", near)}?" : "Write its full name, as in System.IO.File.Open.");
        }

        var explained = Explain(decisions);
        if (isJson)
        {
            JsonOutput.Write(Console.OpenStandardOutput, json => Write(json, policy, explained));
        }
        else
        {
            explained.ForEach(each => Tell(each, terminal));
        }

        return ExitCodes.Accepted;
    }

    private static List<ExplainedMember> Explain(IReadOnlyList<MemberDecision> decisions)
    {
        // On the build that was reviewed only a member with effects has a path to show, which takes an inference.
        var shipped = EffectsFile.Shipped();
        if (shipped.Modules.Contains($"{typeof(object).Assembly.GetName().Name} {typeof(object).Module.ModuleVersionId}")
            && decisions.All(decision => shipped.FindOnReviewedBuild(decision.Type, decision.Local) == Effects.None))
        {
            return [.. decisions.Select(decision => new ExplainedMember(decision, Effects.None, []))];
        }

        // One run serves all overloads.
        using var effects = FrameworkEffects.InferUnreviewed(InstalledRuntime.Directory, InferenceTables.Shipped());
        return [.. decisions.Select(decision => ExplainedMember.Of(decision, effects))];
    }

    private static void Tell(ExplainedMember member, Terminal terminal)
    {
        void Line(string label, string text) => terminal.Output.WriteLine($"  {label,-11} {Terminal.Printable(text)}");

        var decision = member.Decision;
        terminal.Output.WriteLine(Terminal.Printable(decision.Id));
        Line("verdict", decision.Access switch
        {
            MemberAccess.Allow => "allowed",
            MemberAccess.Redirect => $"allowed through {decision.Shim}",
            _ => $"denied: it {decision.Reason}",
        });
        Line("decided by", decision.DecidedBy);
        Line("effects", member.Effects is not { } effects ? "not known" : effects == Effects.None ? "none" : EffectNames.Text(effects));
        foreach (var (effect, path) in member.Witnesses)
        {
            Line(effect, path.Count > 0 ? path[0] : "by a rule on its declaration or its type");
            foreach (var frame in path.Skip(1))
            {
                Line("", $"→ {frame}");
            }
        }

        if (decision.Hint.Length > 0)
        {
            Line("to allow it", decision.Hint);
        }
    }

    private static void Write(Utf8JsonWriter json, Policy policy, IEnumerable<ExplainedMember> members)
    {
        json.WriteString("schema", Schema);
        json.WriteString("policy", policy.Name);
        json.WriteStartArray("members");
        foreach (var member in members)
        {
            var decision = member.Decision;
            json.WriteStartObject();
            json.WriteString("id", decision.Id);
            json.WriteString("verdict", PolicyOptions.NameOf(decision.Access));
            json.WriteString("reason", decision.Reason.Length == 0 ? null : decision.Reason);
            json.WriteString("hint", decision.Hint.Length == 0 ? null : decision.Hint);
            json.WriteString("shim", decision.Shim);
            json.WriteString("decidedBy", decision.DecidedBy);
            if (member.Effects is { } effects)
            {
                json.WriteStartArray("effects");
                foreach (var effect in EffectNames.Each(effects))
                {
                    json.WriteStringValue(EffectNames.Text(effect));
                }

                json.WriteEndArray();
            }
            else
            {
                json.WriteNull("effects");
            }

            json.WriteStartArray("witnesses");
            foreach (var (effect, path) in member.Witnesses)
            {
                json.WriteStartObject();
                json.WriteString("effect", effect);
                json.WriteStartArray("path");
                foreach (var frame in path)
                {
                    json.WriteStringValue(frame);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>A decision with what the member can reach.</summary>
    /// <param name="Decision">The decision.</param>
    /// <param name="Effects">Null when the inference does not know the member.</param>
    /// <param name="Witnesses">For each effect a shortest path of calls to what has it by itself.</param>
    private sealed record ExplainedMember(
        MemberDecision Decision, Effects? Effects, IReadOnlyList<(string Effect, IReadOnlyList<string> Path)> Witnesses)
    {
        internal static ExplainedMember Of(MemberDecision decision, FrameworkEffects effects) =>
            effects.Find(decision.Id) is { } member
                ? new(decision, member.Effects, [.. EffectNames.Each(member.Effects).Select(effect => (EffectNames.Text(effect), effects.Witness(member, effect)))])
                : new(decision, null, []);
    }
}
