namespace RExecIL.Verifier.Diagnostics;

/// <summary>What somebody may have meant by a word that means nothing.</summary>
public static class Suggestion
{
    /// <summary>Longer words are not compared: nobody mistypes them by hand.</summary>
    private const int LongestWord = 128;

    private const int AlwaysTolerated = 2;

    /// <summary><c> Did you mean NAME?</c>, with a blank before it; empty when no name is near.</summary>
    /// <param name="word">The word.</param>
    /// <param name="names">What it could have been.</param>
    public static string For(string word, IEnumerable<string> names) =>
        Nearest(word, names) is { } name ? $" Did you mean {name}?" : "";

    /// <summary>The name that is nearest to a word; null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(word);
        var tolerated = Math.Max(AlwaysTolerated, word.Length / 3);
        return word.Length > LongestWord
            ? null
            : names.Where(name => Math.Abs(name.Length - word.Length) <= tolerated)
                .Select(name => (Name: name, Distance: Distance(word, name)))
                .Where(candidate => candidate.Distance <= tolerated)
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
                .Select(candidate => candidate.Name)
                .FirstOrDefault();
    }

    /// <summary>Whether one word is likely the other, misspelt.</summary>
    internal static bool IsNear(string word, string other) => Nearest(word, [other]) is not null;

    /// <summary>How many letters must be added, taken away or changed (Levenshtein).</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
