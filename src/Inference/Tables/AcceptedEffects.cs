namespace RExecIL.Inference.Tables;

/// <summary>Holds a list of offered members against what was inferred of them, and against the effects that people accept.</summary>
/// <remarks>
/// So that neither side can be wrong alone: what the list offers must be harmless by inference, or have exactly effects
/// that a line accepts with a reason.
/// </remarks>
public static class AcceptedEffects
{
    private const string File = "accepted.txt";

    /// <summary>The accepted effects that RExecIL ships.</summary>
    public static string ShippedText
    {
        get
        {
            using var stream = typeof(AcceptedEffects).Assembly.GetManifestResourceStream("inference/" + File)
                ?? throw new System.Diagnostics.UnreachableException($"{File} is not embedded.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The effects of any member, by its documentation id, that people accept.</summary>
    /// <exception cref="TableFaultException">A line is wrong.</exception>
    internal static Func<string, Effects> Reader(string accepted)
    {
        var faults = new List<TableFault>();
        var index = new PatternIndex(Entries(accepted, faults));
        return faults.Count == 0 ? id => index.Find(id) : throw new TableFaultException(faults);
    }

    /// <summary>What is wrong with a list in the format of <c>baseline.api</c>, or with the accepted effects.</summary>
    public static IReadOnlyList<TableFault> Check(string baseline, FrameworkEffects effects, string accepted)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(effects);
        ArgumentNullException.ThrowIfNull(accepted);
        var faults = new List<TableFault>();
        var entries = Entries(accepted, faults);
        var index = new PatternIndex(entries);
        var needed = new Dictionary<TableEntry, Effects>(ReferenceEqualityComparer.Instance);
        foreach (var (number, id) in Members(baseline))
        {
            if (effects.Find(id) is not { } member)
            {
                faults.Add(new TableFault(TableFault.DeadLine, "baseline.api", number, $"{id} is not in this framework.", "Renew the baseline."));
                continue;
            }

            var harm = member.Effects & ~EffectNames.Harmless;
            if (harm == Effects.None)
            {
                continue;
            }

            var may = index.Find(id, entry => needed[entry] = needed.GetValueOrDefault(entry) | harm);
            if ((harm & ~may) != Effects.None)
            {
                faults.Add(new TableFault(
                    TableFault.UnacceptedEffect,
                    "baseline.api",
                    number,
                    $"{id} has {EffectNames.Text(harm & ~may)}.",
                    "Read its witness; then take it out of surface.api, or accept the effects with a reason."));
            }
        }

        faults.AddRange(entries
            .Where(entry => needed.GetValueOrDefault(entry) is var used && (entry.Effects & ~used) != Effects.None)
            .Select(entry => entry.Line.Fault(
                TableFault.DeadLine, $"Nothing that the baseline offers needs all of {entry.Line.Words[1]} for {entry.Pattern}.", "Remove the line, or the effects.")));
        return faults;
    }

    private static IEnumerable<(int Number, string Id)> Members(string baseline)
    {
        var (number, type) = (0, "");
        foreach (var line in baseline.Split('\n'))
        {
            number++;
            if (line.StartsWith("type T:", StringComparison.Ordinal))
            {
                type = line["type T:".Length..].Split(' ')[0];
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                var local = line.Trim();
                yield return (number, $"{local[..2]}{type}.{local[2..]}");
            }
        }
    }

    private static List<TableEntry> Entries(string accepted, List<TableFault> faults) =>
        [.. TableLine.Read(File, accepted, faults).Select(line => Parse(line, faults)).OfType<TableEntry>()];

    private static TableEntry? Parse(TableLine line, List<TableFault> faults)
    {
        if (line.Words is ["accept", var names, var pattern] && line.Reason.Length > 0 && EffectNames.Parse(names) is { } effects)
        {
            return new TableEntry(line, pattern, effects);
        }

        faults.Add(line.Fault(TableFault.BadLine, "The line is not accept EFFECTS PATTERN \"REASON\".", "Write all effects that are accepted, one pattern and why."));
        return null;
    }
}
