using System.Text.Json;
using RExecIL.Inference;
using RExecIL.Inference.Tables;

namespace RExecIL.Cli.Commands;

/// <summary>What another framework offers and takes away by inference, and which lines of the tables must be read again.</summary>
internal sealed class FrameworkComparison
{
    private const string Schema = "rexec-il/framework-diff/1";

    /// <summary>Changes that are shown with a path: when there are more, a leaf is missing, and the first say which.</summary>
    private const int MaxPaths = 50;

    private readonly List<string> _leaves;
    private readonly List<TableFault> _lines;
    private readonly List<SurfaceMember> _new;
    private readonly List<Change> _offered;
    private readonly List<Change> _gone;

    /// <summary>Infers the effects of both; takes seconds and hundreds of megabytes.</summary>
    internal FrameworkComparison(string old, string @new)
    {
        using var before = FrameworkEffects.InferAsIfConfirmed(old, InferenceTables.Shipped());
        using var after = FrameworkEffects.InferAsIfConfirmed(@new, InferenceTables.Shipped());
        var known = before.Members.DistinctBy(member => member.Id, StringComparer.Ordinal).ToDictionary(member => member.Id, StringComparer.Ordinal);
        _leaves = [.. after.UnknownLeaves.Except(before.UnknownLeaves, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _lines = [.. after.Unconfirmed];
        _new = [.. after.Members.Where(member => member.IsHarmless && !known.ContainsKey(member.Id))];
        _offered = [.. Changes(after.Members.Where(member => member.IsHarmless), known, member => !member.IsHarmless, before)];
        _gone = [.. Changes(
            known.Values.Where(member => member.IsHarmless),
            after.Members.DistinctBy(member => member.Id, StringComparer.Ordinal).ToDictionary(member => member.Id, StringComparer.Ordinal),
            member => !member.IsHarmless,
            after)];
    }

    /// <summary>Whether anything must be reviewed before the new framework may have a baseline.</summary>
    internal bool NeedsReview => _leaves.Count + _lines.Count + _new.Count + _offered.Count > 0;

    /// <summary>For people: in the order in which it is reviewed.</summary>
    internal void Tell(Terminal terminal)
    {
        void Section(string title, IReadOnlyCollection<string> lines, int? count = null)
        {
            if (lines.Count > 0)
            {
                terminal.Output.WriteLine($"{title}: {count ?? lines.Count}");
                foreach (var line in lines)
                {
                    terminal.Output.WriteLine(Terminal.Printable($"  {line}"));
                }
            }
        }

        void Changed(string title, List<Change> changes) => Section(
            changes.Count > MaxPaths ? $"{title} (the first {MaxPaths}; --json lists all)" : title, [.. changes.Take(MaxPaths).Select(Text)], changes.Count);

        Section("1. leaves that no table knows, which count as NATIVE until they are classed", _leaves);
        Section("2. lines of the tables to confirm or remove; what follows holds as if they were confirmed", [.. _lines.Select(line => line.ToString())]);
        Changed("3. members that lost their effects, with a path of calls that is gone", _offered);
        Section("4. new members without effects, by type", [.. _new.GroupBy(member => member.Type, StringComparer.Ordinal)
            .Select(type => $"{type.Key}: {string.Join(", ", type.Select(member => member.Local[2..]))}")]);
        Changed("5. members that gained effects, which may break guests, with a path of calls", _gone);
        if (!NeedsReview && _gone.Count == 0)
        {
            terminal.Output.WriteLine("no difference");
        }
    }

    /// <summary>For programs.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        void Strings(string name, IEnumerable<string> values)
        {
            json.WriteStartArray(name);
            foreach (var value in values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        void Changed(string name, List<Change> changes)
        {
            json.WriteStartArray(name);
            foreach (var change in changes)
            {
                json.WriteStartObject();
                json.WriteString("id", change.Id);
                json.WriteString("effects", EffectNames.Text(change.Effects));
                Strings("path", change.Path);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteString("schema", Schema);
        json.WriteBoolean("needsReview", NeedsReview);
        Strings("leaves", _leaves);
        Strings("lines", _lines.Select(line => line.ToString()));
        Changed("offered", _offered);
        Strings("newMembers", _new.Select(member => member.Id));
        Changed("gone", _gone);
    }

    private static IEnumerable<Change> Changes(
        IEnumerable<SurfaceMember> members, Dictionary<string, SurfaceMember> others, Func<SurfaceMember, bool> isChanged, FrameworkEffects effects)
    {
        var count = 0;
        foreach (var member in members)
        {
            if (others.TryGetValue(member.Id, out var other) && isChanged(other))
            {
                var harmful = other.Effects & ~EffectNames.Harmless;
                yield return new Change(
                    member.Id, harmful, count++ < MaxPaths ? effects.Witness(other, EffectNames.Each(harmful).First()) : []);
            }
        }
    }

    private static string Text(Change change) =>
        $"{change.Id} {EffectNames.Text(change.Effects)}{(change.Path.Count == 0 ? "" : $": {string.Join(" → ", change.Path)}")}";

    /// <summary>A member whose effects come or go.</summary>
    /// <param name="Id">Its documentation id.</param>
    /// <param name="Effects">The effects, without harmless ones.</param>
    /// <param name="Path">Calls that lead to one of them, in the framework where it has them; empty when a rule gives it.</param>
    private sealed record Change(string Id, Effects Effects, IReadOnlyList<string> Path);
}
