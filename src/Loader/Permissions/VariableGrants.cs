using System.Collections;
using RExecIL.Runtime;
using RExecIL.Verifier.Policies;

namespace RExecIL;

/// <summary>The environment variables of one environment's guests: which of the host's each assembly sees.</summary>
/// <remarks>Assemblies with the same grants share what they set; those with others see nothing of it.</remarks>
internal sealed class VariableGrants
{
    private readonly Dictionary<NameGrant, GuestEnvironment> _shared = [];

    /// <summary>What an assembly of the guest sees.</summary>
    internal GuestEnvironment Of(GuestAssembly asker)
    {
        var grant = asker.Grants.Environment with { Names = [.. asker.Grants.Environment.Names.Items.Order(StringComparer.Ordinal)] };
        GuestEnvironment? environment = null;
        if (_shared.TryGetValue(grant, out var shared))
        {
            environment = new GuestEnvironment(shared, IsGranted);
        }
        else
        {
            environment = new GuestEnvironment(Host(name => Covers(grant, name)), IsGranted);
            _shared.Add(grant, environment);
        }

        return environment;

        bool IsGranted(string? name)
        {
            var isGranted = grant.Everything || asker.Answers.IsWhole("env") || (name is not null && Covers(grant, name));
            var verdict = asker.Decide("env", name, isGranted);
            if (verdict == PermissionVerdict.Answered)
            {
                var isWhole = name is null || asker.Answers.IsWhole("env");
                environment!.Reveal(Host(other => isWhole || IsSame(other, name!)));
            }

            return verdict != PermissionVerdict.Denied;
        }
    }

    private static bool Covers(NameGrant grant, string name) => grant.Everything || grant.Names.Items.Any(item => item.EndsWith('*')
        ? name.StartsWith(item[..^1], Comparison)
        : IsSame(name, item));

    private static bool IsSame(string name, string other) => string.Equals(name, other, Comparison);

    private static StringComparison Comparison =>
        OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private static IEnumerable<KeyValuePair<string, string>> Host(Func<string, bool> isWanted) => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value ?? ""))
        .Where(variable => isWanted(variable.Key));
}
