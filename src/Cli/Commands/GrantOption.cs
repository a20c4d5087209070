using System.CommandLine;

namespace RExecIL.Cli.Commands;

/// <summary>An option that gives guest code a power, or takes it away: its value stands behind <c>=</c> only.</summary>
internal sealed class GrantOption : Option<string[]>
{
    /// <summary>An option that can be repeated.</summary>
    /// <param name="name">With its dashes.</param>
    /// <param name="aliases">Other names for it.</param>
    internal GrantOption(string name, params string[] aliases)
        : base(name, aliases)
    {
        Arity = ArgumentArity.ZeroOrMore;
        AllowMultipleArgumentsPerToken = false;
    }

    /// <summary>Whether it means everything when no value is given.</summary>
    internal bool CanBeWhole { get; init; }
}
