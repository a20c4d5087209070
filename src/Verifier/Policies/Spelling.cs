namespace RExecIL.Verifier.Policies;

/// <summary>How near words are to each other, for messages that guess what was meant.</summary>
public static class Spelling
{
    private const int LongestWord = 128;

    /// <summary>Whether one word is likely the other, misspelt.</summary>
    public static bool IsNear(string word, string other)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Distance(word, other) <= Math.Max(2, word.Length / 3);
    }

    /// <summary>How many letters must be added, taken away or changed (Levenshtein); very many for words too long for people.</summary>
    public static int Distance(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Length > LongestWord || right.Length > LongestWord)
        {
            return int.MaxValue;
        }

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
