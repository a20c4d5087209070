using System.CommandLine;

namespace RExecIL.Cli.Commands;

/// <summary>A command that tells in its help how it is called and how it ends.</summary>
/// <param name="name">Its word on the command line.</param>
/// <param name="description">What it does.</param>
internal sealed class DescribedCommand(string name, string description) : Command(name, description)
{
    /// <summary>The line that shows how it is called.</summary>
    internal required string Usage { get; init; }

    /// <summary>What its exit codes mean, in order.</summary>
    internal required IReadOnlyList<(string Code, string Meaning)> ExitCodes { get; init; }
}
