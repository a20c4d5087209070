using System.Collections;

namespace RExecIL.Runtime;

/// <summary>The environment variables that one assembly of a sandbox sees.</summary>
/// <remarks>
/// Variables are a snapshot: changes by the guest stay in the sandbox, and those of the process stay out.
/// </remarks>
internal sealed class GuestEnvironment
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _variables;
    private readonly HashSet<string> _own;
    private readonly Func<string?, bool> _isGranted;

    /// <summary>An environment.</summary>
    /// <param name="variables">The granted variables of the host.</param>
    /// <param name="isGranted">
    /// Whether the guest may ask for a name, be it set or not; of null, for all that there are. It may add variables meanwhile.
    /// </param>
    internal GuestEnvironment(IEnumerable<KeyValuePair<string, string>> variables, Func<string?, bool> isGranted)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _variables = new Dictionary<string, string>(variables, comparer);
        _own = new HashSet<string>(comparer);
        _isGranted = isGranted;
    }

    /// <summary>The same variables and changes, for another assembly that holds the same.</summary>
    internal GuestEnvironment(GuestEnvironment shared, Func<string?, bool> isGranted) =>
        (_gate, _variables, _own, _isGranted) = (shared._gate, shared._variables, shared._own, isGranted);

    /// <summary>Adds variables of the host that were granted later. What the guest has set stays.</summary>
    internal void Reveal(IEnumerable<KeyValuePair<string, string>> variables)
    {
        lock (_gate)
        {
            foreach (var (name, value) in variables)
            {
                if (!_own.Contains(name))
                {
                    _variables[name] = value;
                }
            }
        }
    }

    internal string? Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        bool isOwn;
        lock (_gate)
        {
            isOwn = _own.Contains(name);
        }

        // Outside of the lock: somebody may be asked.
        if (!isOwn && !_isGranted(name))
        {
            throw Denial.Env(name);
        }

        lock (_gate)
        {
            return _variables.GetValueOrDefault(name);
        }
    }

    internal void Set(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('=', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ArgumentException("A variable's name has neither '=' nor NUL.", nameof(name));
        }

        lock (_gate)
        {
            _own.Add(name);
            if (value is null)
            {
                _variables.Remove(name);
            }
            else
            {
                _variables[name] = value;
            }
        }
    }

    internal IDictionary All()
    {
        _isGranted(null); // No refusal: what is granted is given.
        lock (_gate)
        {
            return new Hashtable(_variables);
        }
    }
}
