using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Permissions;

/// <summary>Remembers what a run asked for, to say which grants it needs. Safe to use from several threads.</summary>
internal sealed class PermissionTrace : IPermissionAudit
{
    /// <summary>Different things that are remembered; a run that asks for more is told to be granted whole.</summary>
    private const int MaxValues = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedSet<string>> _values = new(StringComparer.Ordinal);
    private readonly HashSet<string> _whole = new(StringComparer.Ordinal);

    /// <summary>Whether something was refused, so that the run may have gone another way than it would.</summary>
    internal bool HasRefused { get; private set; }

    /// <inheritdoc/>
    public void Record(PermissionDecision decision)
    {
        var (_, _, permission, value) = decision.Request;
        if (permission == "load")
        {
            return;
        }

        lock (_gate)
        {
            HasRefused |= !decision.IsAllowed;
            if (!_values.TryGetValue(permission, out var values))
            {
                values = new SortedSet<string>(StringComparer.Ordinal);
                _values.Add(permission, values);
            }

            if (value is null || values.Count >= MaxValues)
            {
                _whole.Add(permission);
            }
            else
            {
                values.Add(value);
            }
        }
    }

    /// <summary>What the run needs of a permission: of paths, those that lie in another one are left out.</summary>
    internal NameGrant Needed(string permission)
    {
        lock (_gate)
        {
            if (_whole.Contains(permission))
            {
                return NameGrant.All;
            }

            var needed = new List<string>();
            foreach (var value in _values.GetValueOrDefault(permission, []))
            {
                if (permission == "env" ? !value.EndsWith('*') && value.Length > 0 : !needed.Exists(folder => IsWithin(value, folder)))
                {
                    needed.Add(value);
                }
            }

            return NameGrant.Of(needed);
        }
    }

    /// <summary>Whether the run asked for a permission at all.</summary>
    internal bool HasAsked(string permission)
    {
        lock (_gate)
        {
            return _values.ContainsKey(permission);
        }
    }

    private static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || Path.EndsInDirectorySeparator(folder) || path[folder.Length] == Path.DirectorySeparatorChar);
}
