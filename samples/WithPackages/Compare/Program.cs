using System.Globalization;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using F23.StringSimilarity;
using Nito.Collections;
using OneOf;
using Pluralize.NET;

const string Before = "The quick brown fox\njumps over\nthe lazy dog.\nThe end.";
const string After = "The quick red fox\njumps over\nthe very lazy dog.\nAnd on it goes.\nThe end.";

var pluralizer = new Pluralizer();
var changes = new Deque<OneOf<Inserted, Deleted>>();

// DiffPlex: which lines changed.
foreach (var line in InlineDiffBuilder.Diff(Before, After).Lines)
{
    Console.WriteLine(line.Type switch
    {
        ChangeType.Inserted => $"+ {line.Text}",
        ChangeType.Deleted => $"- {line.Text}",
        _ => $"  {line.Text}",
    });
    switch (line.Type)
    {
        case ChangeType.Inserted:
            changes.AddToBack(new Inserted(line.Text));
            break;
        case ChangeType.Deleted:
            changes.AddToFront(new Deleted(line.Text));
            break;
    }
}

// OneOf: a union of two records, matched. Nito.Collections.Deque: the deleted lines first.
foreach (var change in changes)
{
    Console.WriteLine(change.Match(
        inserted => $"new:  {inserted.Line.Length} {pluralizer.Format("letter", inserted.Line.Length)}",
        deleted => $"gone: {deleted.Line.Length} {pluralizer.Format("letter", deleted.Line.Length)}"));
}

// F23.StringSimilarity: how near the words of a dictionary come to a mistyped one.
var levenshtein = new NormalizedLevenshtein();
var jaroWinkler = new JaroWinkler();
foreach (var word in new[] { "sandbox", "sandal", "inbox", "sand box" }
    .OrderByDescending(word => jaroWinkler.Similarity("sadnbox", word)).ThenBy(word => word, StringComparer.Ordinal))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{word,-8} {levenshtein.Distance("sadnbox", word):F4} {jaroWinkler.Similarity("sadnbox", word):F4}"));
}

return changes.Count;

internal sealed record Inserted(string Line);

internal sealed record Deleted(string Line);
