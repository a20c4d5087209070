using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what a match does with the whole text that it was found in.</summary>
public static class MatchShims
{
    /// <summary>Units for each character that the search for the next match passes.</summary>
    private const int Step = 4;

    /// <inheritdoc cref="Match.NextMatch"/>
    /// <remarks>Charged for the rest of the text; what was not looked at is given back.</remarks>
    public static Match NextMatch(Match self, Sandbox sandbox)
    {
        if (!sandbox.MetersFuel || TextOf(self) is not { } text)
        {
            return self.NextMatch();
        }

        sandbox.Burn((long)text.Length * Step);
        var next = self.NextMatch();
        if (next.Success)
        {
            var passed = Math.Abs((long)(next.Index + next.Length) - (self.Index + self.Length)) + next.Length + 1;
            sandbox.GiveBack(Math.Max(0, text.Length - passed) * Step);
        }

        return next;
    }

    /// <inheritdoc cref="Match.Result"/>
    /// <remarks>Few characters of a replacement can stand for all of the text, many times.</remarks>
    public static string Result(Match self, string replacement, Sandbox sandbox)
    {
        if (replacement is not null)
        {
            sandbox.Account(sizeof(char) * LengthOf(self, replacement));
        }

        return self.Result(replacement!);
    }

    /// <summary>How many characters a replacement becomes, at most.</summary>
    internal static long LengthOf(Match match, string replacement)
    {
        var (length, groups) = ((long)replacement.Length, 0L);
        for (var index = replacement.IndexOf('$', StringComparison.Ordinal); index >= 0 && index + 1 < replacement.Length;)
        {
            switch (replacement[index + 1])
            {
                case '_' or '`' or '\'':
                    length += TextOf(match)?.Length ?? 0;
                    break;
                default:
                    groups++;
                    break;
            }

            // Two dollars stand for one, and begin nothing.
            index = replacement.IndexOf('$', index + (replacement[index + 1] == '$' ? 2 : 1));
        }

        return length + (groups == 0 ? 0 : groups * LongestGroup(match));
    }

    private static long LongestGroup(Match match)
    {
        var longest = 0;
        foreach (Group group in match.Groups)
        {
            longest = Math.Max(longest, group.Length);
        }

        return longest;
    }

    // The text is nowhere to be had but inside.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Text")]
    private static extern string? TextOf(Capture capture);
}
