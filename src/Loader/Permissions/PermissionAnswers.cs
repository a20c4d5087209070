namespace RExecIL;

/// <summary>What was answered to one assembly. Safe to use from several threads.</summary>
internal sealed class PermissionAnswers
{
    /// <summary>Nobody answers more questions than that: from then on the answer is no.</summary>
    internal const int MaxQuestions = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Permission, string? Value), bool> _answers = [];
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    /// <summary>Whether it was allowed; null when nobody was asked.</summary>
    internal bool? Find(string permission, string? value)
    {
        lock (_gate)
        {
            return _answers.TryGetValue((permission, value), out var isAllowed) ? isAllowed
                : _answers.Count >= MaxQuestions ? false
                : null;
        }
    }

    /// <summary>Keeps an answer.</summary>
    internal void Add(string permission, string? value, PermissionAnswer answer)
    {
        lock (_gate)
        {
            _answers[(permission, value)] = answer != PermissionAnswer.Deny;
            if (answer == PermissionAnswer.AllowAll)
            {
                _whole.Add(permission);
            }
        }
    }

    /// <summary>Whether everything of a permission was allowed.</summary>
    internal bool IsWhole(string permission)
    {
        lock (_gate)
        {
            return _whole.Contains(permission);
        }
    }
}
