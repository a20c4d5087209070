namespace RExecIL.Verifier.Policies;

/// <summary>A line of an API list: words, and a reason in quotes at its end.</summary>
/// <param name="List">The name of the list, for messages.</param>
/// <param name="Number">The line, from 1.</param>
/// <param name="Words">The words before the reason.</param>
/// <param name="Reason">The text between quotes; empty for none.</param>
internal sealed record ApiLine(string List, int Number, EquatableArray<string> Words, string Reason)
{
    /// <summary>The lines of a list without comments and empty lines.</summary>
    /// <exception cref="FormatException">A quote is not closed, or words follow it.</exception>
    internal static IEnumerable<ApiLine> Read(string list, string text)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var quote = line.IndexOf('"', StringComparison.Ordinal);
            if (quote >= 0 && (line.Length < quote + 3 || line.IndexOf('"', quote + 1) != line.Length - 1))
            {
                throw new FormatException($"{list}({number}): the reason is not one closed quote at the end of the line.");
            }

            var words = (quote < 0 ? line : line[..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            yield return new ApiLine(list, number, [.. words], quote < 0 ? "" : line[(quote + 1)..^1]);
        }
    }

    /// <summary>The pattern that a word holds.</summary>
    /// <exception cref="FormatException">The word is missing or no pattern.</exception>
    internal MemberPattern PatternAt(int index)
    {
        var text = index < Words.Count ? Words[index] : throw Bad("a pattern is missing");
        return MemberPattern.TryParse(text, out var pattern, out var error, out _) ? pattern! : throw Bad(error);
    }

    /// <summary>
    /// The line is not as the format wants it: our own fault, since only our lists are written in it.
    /// </summary>
    internal FormatException Bad(string what) => new($"{List}({Number}): {what}");
}
