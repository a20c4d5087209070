using System.Collections;

namespace RExecIL.Runtime;

/// <summary>The environment variables and arguments that one sandbox sees.</summary>
/// <remarks>
/// Variables are a snapshot: changes by the guest stay in the sandbox, and those of the process stay out.
/// </remarks>
internal sealed class GuestEnvironment
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _variables;
    private readonly HashSet<string> _own;
    private readonly Func<string, bool> _isGranted;

    /// <summary>An environment.</summary>
    /// <param name="variables">The granted variables of the host.</param>
    /// <param name="isGranted">Whether the guest may ask for a name, be it set or not.</param>
    internal GuestEnvironment(IEnumerable<KeyValuePair<string, string>> variables, Func<string, bool> isGranted)
    {
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        _variables = new Dictionary<string, string>(variables, comparer);
        _own = new HashSet<string>(comparer);
        _isGranted = isGranted;
    }

    /// <summary>What the guest's <c>Main</c> gets.</summary>
    internal IReadOnlyList<string> Arguments { get; set; } = [];

    internal string? Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        lock (_gate)
        {
            return _own.Contains(name) || _isGranted(name)
                ? _variables.GetValueOrDefault(name)
                : throw Denial.Env(name);
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
        lock (_gate)
        {
            return new Hashtable(_variables);
        }
    }
}
