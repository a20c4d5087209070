using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>The built command line as a child process.</summary>
internal static class RexecIl
{
    internal static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "rexec-il.dll");

    /// <summary>Variables that would colour or otherwise change the output.</summary>
    private static readonly Dictionary<string, string?> Plain = new() { ["NO_COLOR"] = null, ["FORCE_COLOR"] = null, ["TERM"] = "xterm" };

    internal static ChildProcessResult Run(params IReadOnlyList<string> arguments) => Run(arguments, "");

    internal static ChildProcessResult Run(
        IReadOnlyList<string> arguments,
        string standardInput,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var variables = new Dictionary<string, string?>(Plain);
        foreach (var (name, value) in environment ?? Plain)
        {
            variables[name] = value;
        }

        return ChildProcess.Run(
            ChildProcess.Dotnet,
            ["exec", Tool, .. arguments],
            standardInput,
            TimeSpan.FromMinutes(2),
            workingDirectory,
            variables);
    }
}
