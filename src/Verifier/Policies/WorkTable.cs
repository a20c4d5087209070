using System.Collections.Concurrent;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Policies;

/// <summary>What members of the framework take by the size of their arguments: <c>work.api</c>. Immutable, safe to share.</summary>
/// <remarks>
/// <c>work PATTERN PART... "reason"</c>: the pattern is <c>M:</c> with or without parameters, <c>T:</c> for a type, or
/// <c>*.NAME</c> for members of that name of any type, with <c>get_*</c> for all getters; the nearest line counts. What no line names takes as long as all that
/// it is given is large: what nobody has thought of is charged too much, and not too little.
/// </remarks>
internal sealed class WorkTable
{
    private const string AnyType = "*.";

    private static readonly WorkLine Unnamed = new(0, null, "", [WorkTerm.Default], SequenceCount.Each, FoundAt.None, 1);

    private readonly ILookup<string, WorkLine> _byOwner;
    private readonly Dictionary<string, WorkLine> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<MethodModel, WorkLine> _lines = new(ReferenceEqualityComparer.Instance);

    private WorkTable(string text, EquatableArray<WorkLine> lines)
    {
        (Text, Lines) = (text, lines);
        _byOwner = lines.Items.Where(line => line.Pattern is not null).ToLookup(line => line.Pattern!.Owner, StringComparer.Ordinal);
        foreach (var line in lines.Items.Where(line => line.Pattern is null))
        {
            if (!_byName.TryAdd(line.Name, line))
            {
                throw new FormatException($"work.api({line.Number}): {AnyType}{line.Name} is there twice");
            }
        }
    }

    /// <summary>The list as it was read.</summary>
    internal string Text { get; }

    /// <summary>All lines in order.</summary>
    internal EquatableArray<WorkLine> Lines { get; }

    /// <summary>Reads the list.</summary>
    /// <exception cref="FormatException">A line is not as it should be.</exception>
    internal static WorkTable Read(string text) => new(text, ApiLine.Read("work.api", text).Select(Parse).ToEquatableArray());

    /// <summary>The line that counts for a method.</summary>
    internal WorkLine Of(TypeModel type, MethodModel method) => _lines.GetOrAdd(method, static (method, context) =>
    {
        var id = MemberId.Of(context.Type, method);
        return context.Table._byOwner[id.Owner]
            .Where(line => line.Pattern!.Matches(id, context.Type, method))
            .OrderByDescending(line => Nearness(line.Pattern!))
            .FirstOrDefault() ?? context.Table.ByName(method.Name) ?? Unnamed;
    }, (Table: this, Type: type));

    private static int Nearness(MemberPattern pattern) =>
        pattern.Kind == PatternKind.Type ? 0 : pattern.Tail is not null ? 3 : pattern.Arity >= 0 ? 2 : 1;

    private WorkLine? ByName(string name) =>
        _byName.GetValueOrDefault(name) ?? (name.IndexOf('_', StringComparison.Ordinal) is var end and > 0 ? _byName.GetValueOrDefault(name[..(end + 1)] + "*") : null);

    private static WorkLine Parse(ApiLine line)
    {
        if (line.Words.Items is not ["work", var target, _, ..])
        {
            throw line.Bad("expected: work PATTERN PART... \"reason\"");
        }

        var isName = target.StartsWith(AnyType, StringComparison.Ordinal);
        var pattern = isName ? null : line.PatternAt(1);
        if (pattern is { Kind: not (PatternKind.Method or PatternKind.Type) })
        {
            throw line.Bad("only methods and types take time");
        }

        var terms = new List<WorkTerm>();
        var (sequences, found, weight) = (SequenceCount.Each, FoundAt.None, 1);
        foreach (var word in line.Words.Items[2..])
        {
            switch (word)
            {
                case "none":
                    sequences = SequenceCount.None;
                    break;
                case "each" or "lazy" or "skip" or "open":
                    sequences = word switch { "each" => SequenceCount.Each, "lazy" => SequenceCount.Lazy, "skip" => SequenceCount.Skip, _ => SequenceCount.Open };
                    break;
                case "sorted":
                    (sequences, weight) = (SequenceCount.Lazy, SortedWeight);
                    break;
                case "found" or "foundlast":
                    found = word == "found" ? FoundAt.First : FoundAt.Last;
                    break;
                default:
                    terms.Add(WorkTerm.Parse(word) ?? throw line.Bad($"'{word}' is no part"));
                    break;
            }
        }

        return new WorkLine(line.Number, pattern, isName ? target[AnyType.Length..] : "", [.. terms], sequences, found, weight);
    }

    /// <summary>Units for an element that is sorted later: no sequence has more than 2^31.</summary>
    private const int SortedWeight = 32;
}

/// <summary>A line of <see cref="WorkTable"/>.</summary>
/// <param name="Number">The line, from 1; 0 for members that none names.</param>
/// <param name="Pattern">What it is about; null for a name of any type.</param>
/// <param name="Name">The name; empty for a pattern.</param>
/// <param name="Terms">What is charged, in parts.</param>
/// <param name="Sequences">How sequences are counted.</param>
/// <param name="Found">Which end of what it searches the member tells.</param>
/// <param name="Weight">Units for each element of a sequence.</param>
internal sealed record WorkLine(
    int Number, MemberPattern? Pattern, string Name, EquatableArray<WorkTerm> Terms, SequenceCount Sequences, FoundAt Found, int Weight);
