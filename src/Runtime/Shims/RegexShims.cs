using System.Text.RegularExpressions;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what a regular expression can run on with: each match has at most the time of the run.</summary>
/// <remarks>
/// The framework looks at the clock inside a match, and nowhere between two. So matches that it would look for by itself,
/// one after the other, are counted on the way. Nothing is compiled to code, and expressions of static calls are kept in the
/// sandbox and not in a cache that the process shares.
/// </remarks>
public static class RegexShims
{
    /// <summary>Makes an expression that is interpreted and has a time limit.</summary>
    public static Regex Create(string pattern, Sandbox sandbox) =>
        new(pattern, RegexOptions.None, Limit(Regex.InfiniteMatchTimeout, sandbox));

    /// <summary>Makes an expression that is interpreted and has a time limit.</summary>
    public static Regex Create(string pattern, RegexOptions options, Sandbox sandbox) =>
        new(pattern, options & ~RegexOptions.Compiled, Limit(Regex.InfiniteMatchTimeout, sandbox));

    /// <summary>Makes an expression that is interpreted and has a time limit.</summary>
    public static Regex Create(string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        new(pattern, options & ~RegexOptions.Compiled, Limit(matchTimeout, sandbox));

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(Regex self, ReadOnlySpan<char> input, Sandbox sandbox) =>
        Counted(Charged(self, input, sandbox).EnumerateMatches(input), sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(Regex self, ReadOnlySpan<char> input, int startat, Sandbox sandbox) =>
        Counted(Charged(self, input, sandbox).EnumerateMatches(input, startat), sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(ReadOnlySpan<char> input, string pattern, Sandbox sandbox) =>
        Count(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(ReadOnlySpan<char> input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Count(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(ReadOnlySpan<char> input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Count(Get(pattern, options, matchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(Regex self, string input, Sandbox sandbox) =>
        Counted(Charged(self, input, sandbox).Matches(input), sandbox).Count;

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(string input, string pattern, Sandbox sandbox) =>
        Count(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(string input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Count(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Count</c>.</summary>
    public static int Count(string input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Count(Get(pattern, options, matchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.EnumerateMatches</c>.</summary>
    public static Regex.ValueMatchEnumerator EnumerateMatches(ReadOnlySpan<char> input, string pattern, Sandbox sandbox) =>
        Charged(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).EnumerateMatches(input);

    /// <summary>As <c>Regex.EnumerateMatches</c>.</summary>
    public static Regex.ValueMatchEnumerator EnumerateMatches(ReadOnlySpan<char> input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Charged(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).EnumerateMatches(input);

    /// <summary>As <c>Regex.EnumerateMatches</c>.</summary>
    public static Regex.ValueMatchEnumerator EnumerateMatches(ReadOnlySpan<char> input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Charged(Get(pattern, options, matchTimeout, sandbox), input, sandbox).EnumerateMatches(input);

    /// <summary>As <c>Regex.EnumerateSplits</c>.</summary>
    public static Regex.ValueSplitEnumerator EnumerateSplits(ReadOnlySpan<char> input, string pattern, Sandbox sandbox) =>
        Charged(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).EnumerateSplits(input);

    /// <summary>As <c>Regex.EnumerateSplits</c>.</summary>
    public static Regex.ValueSplitEnumerator EnumerateSplits(ReadOnlySpan<char> input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Charged(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).EnumerateSplits(input);

    /// <summary>As <c>Regex.EnumerateSplits</c>.</summary>
    public static Regex.ValueSplitEnumerator EnumerateSplits(ReadOnlySpan<char> input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Charged(Get(pattern, options, matchTimeout, sandbox), input, sandbox).EnumerateSplits(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(ReadOnlySpan<char> input, string pattern, Sandbox sandbox) =>
        Charged(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(ReadOnlySpan<char> input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Charged(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(ReadOnlySpan<char> input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Charged(Get(pattern, options, matchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(string input, string pattern, Sandbox sandbox) =>
        Charged(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(string input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Charged(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.IsMatch</c>.</summary>
    public static bool IsMatch(string input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Charged(Get(pattern, options, matchTimeout, sandbox), input, sandbox).IsMatch(input);

    /// <summary>As <c>Regex.Match</c>.</summary>
    public static Match Match(string input, string pattern, Sandbox sandbox) =>
        Charged(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).Match(input);

    /// <summary>As <c>Regex.Match</c>.</summary>
    public static Match Match(string input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Charged(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox).Match(input);

    /// <summary>As <c>Regex.Match</c>.</summary>
    public static Match Match(string input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Charged(Get(pattern, options, matchTimeout, sandbox), input, sandbox).Match(input);

    /// <summary>As <c>Regex.Matches</c>.</summary>
    public static MatchCollection Matches(Regex self, string input, Sandbox sandbox) =>
        Counted(Charged(self, input, sandbox).Matches(input), sandbox);

    /// <summary>As <c>Regex.Matches</c>.</summary>
    public static MatchCollection Matches(Regex self, string input, int startat, Sandbox sandbox) =>
        Counted(Charged(self, input, sandbox).Matches(input, startat), sandbox);

    /// <summary>As <c>Regex.Matches</c>.</summary>
    public static MatchCollection Matches(string input, string pattern, Sandbox sandbox) =>
        Matches(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Matches</c>.</summary>
    public static MatchCollection Matches(string input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Matches(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Matches</c>.</summary>
    public static MatchCollection Matches(string input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Matches(Get(pattern, options, matchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, string replacement, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(replacement, sandbox));

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, string replacement, int count, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(replacement, sandbox), count);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, string replacement, int count, int startat, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(replacement, sandbox), count, startat);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, string replacement, Sandbox sandbox) =>
        Replace(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, replacement, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, string replacement, RegexOptions options, Sandbox sandbox) =>
        Replace(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, replacement, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, string replacement, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Replace(Get(pattern, options, matchTimeout, sandbox), input, replacement, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, MatchEvaluator evaluator, Sandbox sandbox) =>
        Replace(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, evaluator, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options, Sandbox sandbox) =>
        Replace(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, evaluator, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(string input, string pattern, MatchEvaluator evaluator, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Replace(Get(pattern, options, matchTimeout, sandbox), input, evaluator, sandbox);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, MatchEvaluator evaluator, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(evaluator, sandbox));

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, MatchEvaluator evaluator, int count, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(evaluator, sandbox), count);

    /// <summary>As <c>Regex.Replace</c>.</summary>
    public static string Replace(Regex self, string input, MatchEvaluator evaluator, int count, int startat, Sandbox sandbox) =>
        Charged(self, input, sandbox).Replace(input, Metered(evaluator, sandbox), count, startat);

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(Regex self, string input, Sandbox sandbox) =>
        Split(self, input, 0, Start(self, input), sandbox);

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(Regex self, string input, int count, Sandbox sandbox) =>
        Split(self, input, count, Start(self, input), sandbox);

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(Regex self, string input, int count, int startat, Sandbox sandbox)
    {
        if (input is null || count is < 0 or 1 || (uint)startat > (uint)input.Length)
        {
            return self.Split(input!, count, startat); // Refused, or not searched.
        }

        var pieces = new Pieces(self, input);
        Charged(self, input, sandbox).Replace(input, Metered(pieces.Add, sandbox), count - 1, startat);
        return pieces.ToArray();
    }

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(string input, string pattern, Sandbox sandbox) =>
        Split(Get(pattern, RegexOptions.None, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(string input, string pattern, RegexOptions options, Sandbox sandbox) =>
        Split(Get(pattern, options, Regex.InfiniteMatchTimeout, sandbox), input, sandbox);

    /// <summary>As <c>Regex.Split</c>.</summary>
    public static string[] Split(string input, string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        Split(Get(pattern, options, matchTimeout, sandbox), input, sandbox);

    /// <summary>The shorter of what the guest asks for and what its run has; the rest is for the framework to refuse.</summary>
    private static TimeSpan Limit(TimeSpan requested, Sandbox sandbox) =>
        requested == Regex.InfiniteMatchTimeout || (requested > sandbox.MatchTimeout && sandbox.MatchTimeout != Regex.InfiniteMatchTimeout)
            ? sandbox.MatchTimeout
            : requested;

    private static Regex Get(string pattern, RegexOptions options, TimeSpan matchTimeout, Sandbox sandbox) =>
        sandbox.Expressions.Get(pattern, options & ~RegexOptions.Compiled, Limit(matchTimeout, sandbox));

    /// <summary>The expression, when there is fuel for a step at each place with each part of the pattern.</summary>
    private static Regex Charged(Regex expression, ReadOnlySpan<char> input, Sandbox sandbox)
    {
        sandbox.Burn(Work.Product(Work.OfExpression(expression), input.Length));
        return expression;
    }

    /// <summary>Counts each match, and how long the text has become: the same piece may be in it many times.</summary>
    private static MatchEvaluator Metered(MatchEvaluator evaluator, Sandbox sandbox)
    {
        if (evaluator is null)
        {
            return null!;
        }

        var length = 0L;
        return match =>
        {
            var piece = evaluator(match);
            length += piece?.Length ?? 0;
            sandbox.Account(sizeof(char) * length);
            return piece!;
        };
    }

    private static MatchEvaluator Metered(string replacement, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        var isPattern = replacement.Contains('$', StringComparison.Ordinal);
        var length = 0L;
        return match =>
        {
            var most = isPattern ? MatchShims.LengthOf(match, replacement) : replacement.Length;
            sandbox.Account((length + most) * sizeof(char));
            var text = isPattern ? match.Result(replacement) : replacement;
            length += text.Length;
            return text;
        };
    }

    private static int Start(Regex self, string? input) => self.RightToLeft ? input?.Length ?? 0 : 0;

    private static MatchCollection Counted(MatchCollection matches, Sandbox sandbox)
    {
        foreach (var _ in (IEnumerable<Match>)matches)
        {
            sandbox.Account(0);
        }

        return matches;
    }

    private static int Counted(Regex.ValueMatchEnumerator matches, Sandbox sandbox)
    {
        var count = 0;
        foreach (var _ in matches)
        {
            sandbox.Account(0);
            count++;
        }

        return count;
    }

    /// <summary>What lies between matches and in their groups, in the order of the text.</summary>
    private sealed class Pieces(Regex expression, string input)
    {
        private readonly List<string> _found = [];
        private readonly int[] _groups = expression.GetGroupNumbers();
        private readonly bool _isBackwards = expression.RightToLeft;
        private int _edge = expression.RightToLeft ? input.Length : 0;

        internal string Add(Match match)
        {
            _found.Add(_isBackwards ? input[(match.Index + match.Length).._edge] : input[_edge..match.Index]);
            _edge = _isBackwards ? match.Index : match.Index + match.Length;
            for (var position = 1; position < match.Groups.Count; position++)
            {
                // The framework asks for a group by position and takes one by number, which differ when numbers are left out.
                if (match.Groups[_groups[position]].Success)
                {
                    _found.Add(match.Groups[position].Value);
                }
            }

            return "";
        }

        internal string[] ToArray()
        {
            if (_found.Count == 0)
            {
                return [input];
            }

            _found.Add(_isBackwards ? input[.._edge] : input[_edge..]);
            if (_isBackwards)
            {
                _found.Reverse();
            }

            return [.. _found];
        }
    }
}
