using System.Text.RegularExpressions;

namespace RExecIL.Runtime;

/// <summary>Expressions that a guest's static calls have made, as the framework keeps them for a whole process.</summary>
internal sealed class ExpressionCache
{
    private const int Size = 32;

    private readonly Dictionary<(string Pattern, RegexOptions Options, TimeSpan Timeout), Regex> _expressions = [];
    private readonly Lock _gate = new();

    /// <summary>The expression, made at most once while it is kept.</summary>
    internal Regex Get(string pattern, RegexOptions options, TimeSpan matchTimeout)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        lock (_gate)
        {
            if (_expressions.TryGetValue((pattern, options, matchTimeout), out var known))
            {
                return known;
            }
        }

        var made = new Regex(pattern, options, matchTimeout);
        lock (_gate)
        {
            if (_expressions.Count >= Size)
            {
                _expressions.Clear();
            }

            _expressions[(pattern, options, matchTimeout)] = made;
        }

        return made;
    }
}
