using System.CommandLine;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>What the commands on policies share.</summary>
internal static class PolicyOptions
{
    /// <summary>The policy that is asked about.</summary>
    internal static Option<string?> Policy() => new("--policy")
    {
        Description = $"A policy file or the name of a preset; {PolicyFiles.DefaultPreset} when none is given",
        HelpName = "POLICY",
    };

    /// <summary>One document for programs.</summary>
    internal static Option<bool> Json() => new("--json") { Description = "One JSON document on standard output" };

    /// <summary>How a verdict is written.</summary>
    internal static string NameOf(MemberAccess access) => access switch
    {
        MemberAccess.Allow => "allow",
        MemberAccess.Redirect => "redirect",
        _ => "deny",
    };
}
