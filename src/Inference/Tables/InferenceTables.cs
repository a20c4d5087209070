using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Tables;

/// <summary>The human tables: what leaves of the framework do, where effects stop, and what callers must not hold.</summary>
/// <remarks>
/// Four texts, described in <c>docs/policy-inference.md</c>. Names are <c>Namespace.Type/Nested::Member</c>, without
/// signature; generic methods end in <c>``arity</c>, which a pattern may leave out. <c>p:NAME</c> is a native entry point,
/// <c>new:TYPE</c> the creation of an object. A <c>*</c> at the end stands for any rest. An instance remembers which of its
/// lines were used and serves one inference; it is not safe to share between threads.
/// </remarks>
public sealed class InferenceTables
{
    private static readonly string[] Names = ["sinks.txt", "barriers.txt", "entry.txt", "slots.txt"];

    private InferenceTables(Func<string, string> text)
    {
        var faults = new List<TableFault>();
        Sinks = [.. Parse(Names[0], text, faults, ParseSink)];
        Barriers = [.. Parse(Names[1], text, faults, ParseBarrier)];
        Entries = [.. Parse(Names[2], text, faults, ParseEntry)];
        Slots = [.. Parse(Names[3], text, faults, ParseSlot)];
        if (faults.Count > 0)
        {
            throw new TableFaultException(faults);
        }
    }

    /// <summary>Leaves, and managed members that stand for a decision, with their effects.</summary>
    internal IReadOnlyList<TableEntry> Sinks { get; private init; }

    /// <summary>Where effects stop.</summary>
    internal IReadOnlyList<TableEntry> Barriers { get; private init; }

    /// <summary>What is refused to callers although the framework itself may use it; <c>ok</c> exempts.</summary>
    internal IReadOnlyList<TableEntry> Entries { get; private init; }

    /// <summary>Types that the runtime itself creates, and slots whose callers are charged.</summary>
    internal IReadOnlyList<TableEntry> Slots { get; private init; }

    /// <summary>The lines for a platform.</summary>
    internal InferenceTables For(Platform platform)
    {
        TableEntry[] Fit(IReadOnlyList<TableEntry> entries) => [.. entries.Where(entry => entry.Line.Platform is null || entry.Line.Platform == platform)];
        return new InferenceTables(_ => "") { Sinks = Fit(Sinks), Barriers = Fit(Barriers), Entries = Fit(Entries), Slots = Fit(Slots) };
    }

    /// <summary>The tables that RExecIL ships.</summary>
    /// <exception cref="TableFaultException">A line is wrong.</exception>
    public static InferenceTables Shipped() => new(name =>
    {
        using var stream = typeof(InferenceTables).Assembly.GetManifestResourceStream("inference/" + name)
            ?? throw new System.Diagnostics.UnreachableException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The tables of a folder.</summary>
    /// <exception cref="TableFaultException">A line is wrong.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static InferenceTables Open(string folder) => new(name => File.ReadAllText(Path.Combine(folder, name)));

    /// <summary>Tables from texts, for tests.</summary>
    internal static InferenceTables Of(string sinks = "", string barriers = "", string entry = "", string slots = "") =>
        new(name => name switch
        {
            "sinks.txt" => sinks,
            "barriers.txt" => barriers,
            "entry.txt" => entry,
            _ => slots,
        });

    private static IEnumerable<TableEntry> Parse(
        string file, Func<string, string> text, List<TableFault> faults, Func<TableLine, List<TableFault>, IEnumerable<TableEntry>> parse)
    {
        var seen = new HashSet<(string, Effects)>();
        foreach (var entry in TableLine.Read(file, text(file), faults).SelectMany(line => parse(line, faults)))
        {
            var star = entry.Pattern.IndexOf('*', StringComparison.Ordinal);
            if (star >= 0 && star != entry.Pattern.Length - 1)
            {
                faults.Add(entry.Line.Fault(TableFault.BadLine, $"{entry.Pattern} has a * before its end.", "Only the rest of a name can be left open."));
            }
            else if (!seen.Add((entry.Pattern, entry.Effects)))
            {
                faults.Add(entry.Line.Fault(TableFault.BadLine, $"{entry.Pattern} is listed twice.", "Remove one."));
            }
            else
            {
                yield return entry;
            }
        }
    }

    private static IEnumerable<TableEntry> ParseSink(TableLine line, List<TableFault> faults) =>
        ParsePatterns(line, faults, "NONE", isExact: true);

    private static IEnumerable<TableEntry> ParseEntry(TableLine line, List<TableFault> faults) =>
        ParsePatterns(line, faults, "ok", isExact: false);

    /// <summary><c>EFFECTS : PATTERN…</c>, or the word for no effects in place of them.</summary>
    private static IEnumerable<TableEntry> ParsePatterns(TableLine line, List<TableFault> faults, string none, bool isExact)
    {
        if (line.Words is not [var name, ":", _, ..])
        {
            faults.Add(line.Fault(TableFault.BadLine, "The line is not EFFECTS : PATTERN….", "Write the effects, a colon between spaces, and patterns."));
            yield break;
        }

        if ((name == none ? Effects.None : EffectNames.Parse(name)) is not { } effects)
        {
            faults.Add(line.Fault(TableFault.BadLine, $"{name} is no list of effects.", $"Use names of effects with commas between them, or {none}."));
            yield break;
        }

        foreach (var pattern in line.Words.Skip(2))
        {
            if (isExact && effects == Effects.None && pattern.EndsWith('*'))
            {
                faults.Add(line.Fault(TableFault.BadLine, $"{pattern} calls leaves harmless that nobody has read.", "Spell the names out."));
                continue;
            }

            yield return new TableEntry(line, pattern, effects);
        }
    }

    /// <summary><c>EFFECTS PATTERN CLASS il:HASH|HASH… "REASON"</c>.</summary>
    private static IEnumerable<TableEntry> ParseBarrier(TableLine line, List<TableFault> faults)
    {
        if (line.Words is not [var names, var pattern, [>= 'a' and <= 'f'] kind, ['i', 'l', ':', ..] hash] || line.Reason.Length == 0)
        {
            faults.Add(line.Fault(TableFault.BadLine, "The line is not EFFECTS PATTERN CLASS il:HASH \"REASON\".", "A barrier needs its class, a to f, the hash of what it vouches for, and a reason."));
            yield break;
        }

        // A barrier says that effects are not the caller's; that a shared object is handed out stays true all the same.
        var stopped = names switch
        {
            "*" => EffectNames.All & ~Effects.GALIAS,
            ['-', .. var kept] => EffectNames.Parse(kept) is { } effects ? EffectNames.All & ~effects & ~Effects.GALIAS : (Effects?)null,
            _ => EffectNames.Parse(names),
        };
        if (stopped is null)
        {
            faults.Add(line.Fault(TableFault.BadLine, $"{names} is no list of effects.", "Use names of effects with commas between them, - before them for all others, or *."));
            yield break;
        }

        yield return new TableEntry(line, pattern, stopped.Value) { Class = kind[0], Hashes = hash[3..].Split('|') };
    }

    /// <summary><c>ambient TYPE "REASON"</c> or <c>slot PATTERN "REASON"</c>.</summary>
    private static IEnumerable<TableEntry> ParseSlot(TableLine line, List<TableFault> faults)
    {
        if (line.Words is not ["ambient" or "slot", _] || line.Reason.Length == 0)
        {
            faults.Add(line.Fault(TableFault.BadLine, "The line is not ambient TYPE \"REASON\" or slot PATTERN \"REASON\".", "Write one pattern and why."));
            yield break;
        }

        yield return new TableEntry(line, line.Words[1], Effects.None);
    }
}
