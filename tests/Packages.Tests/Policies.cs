using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Policies;

namespace RExecIL.Packages.Tests;

/// <summary>The policies that packages are judged by.</summary>
internal static partial class Policies
{
    /// <summary>What the command line uses.</summary>
    internal static Policy Script { get; } = Policy.Preset("script", InstalledRuntime.Catalog);

    /// <summary>
    /// A policy for an assembly made as a trusting host would: every capability, and every line that a finding offers to
    /// allow it.
    /// </summary>
    /// <returns>The policy, and what no line of a policy allows.</returns>
    internal static (Policy Policy, IReadOnlyList<Diagnostic> Left) FollowingAdvice(GuestImage image, IRHooks hooks)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var policy = Trusting(lines);
            var found = new AssemblyVerifier(policy, InstalledRuntime.Catalog).Verify(image, hooks.FindModule)
                .SelectMany(verdict => verdict.Diagnostics).ToList();
            var known = lines.Count;
            lines.UnionWith(found.SelectMany(finding => Advice().Matches(finding.Message)).Select(advice => advice.Groups[1].Value));
            if (lines.Count == known)
            {
                return (policy, found);
            }
        }
    }

    private static Policy Trusting(IEnumerable<string> allow)
    {
        var text = JsonSerializer.Serialize(new
        {
            extends = "script",
            capabilities = new[] { "console", "import" },
            read = true,
            write = true,
            env = true,
            allow,
        });
        var policy = PolicyReader.Read("trusting", Encoding.UTF8.GetBytes(text), InstalledRuntime.Catalog);
        Assert.IsTrue(policy.IsAccepted, $"Advice that the policy reader refuses:\n{Subjects.Text(policy.Diagnostics)}");
        return policy.Value;
    }

    [GeneratedRegex("""add "allow": \["([^"]+)"\]""")]
    private static partial Regex Advice();
}
