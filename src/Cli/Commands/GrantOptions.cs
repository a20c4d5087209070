using System.CommandLine;
using System.Text;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>The options that say what guest code may use; <c>verify</c>, <c>run</c> and <c>rewrite</c> share them.</summary>
internal sealed class GrantOptions
{
    private readonly Option<string?> _policy = new("--policy")
    {
        Description = "Policy file, or a preset: pure, script (computation, console, arguments), plugin (and a folder data), untrusted (as script, with limits), trusted (all); script without it",
        HelpName = "FILE",
    };

    private readonly GrantOption _read = new("--allow-read", "-R")
    {
        Description = "Let it read files and folders: all, or those under PATHS",
        HelpName = "PATHS",
        CanBeWhole = true,
    };

    private readonly GrantOption _write = new("--allow-write", "-W")
    {
        Description = "Let it write, make and delete files and folders: all, or those under PATHS",
        HelpName = "PATHS",
        CanBeWhole = true,
    };

    private readonly Option<bool> _temp = new("--allow-temp")
    {
        Description = "Let it use files in a temporary folder of its own, which is removed at the end of the run",
    };

    private readonly GrantOption _environment = new("--allow-env", "-E")
    {
        Description = "Let it read environment variables: all, or NAMES; NAME* stands for any ending",
        HelpName = "NAMES",
        CanBeWhole = true,
    };

    private readonly Option<bool> _all = new("--allow-all", "-A")
    {
        Description = "Grant everything that can be granted, for code you trust; what is denied stays denied",
    };

    private readonly GrantOption _network = new("--allow-net", "-N")
    {
        Description = "Let it send HTTP requests: to all public hosts, or to HOSTS; *.HOST stands for all below it, and :PORT may follow",
        HelpName = "HOSTS",
        CanBeWhole = true,
    };

    private readonly GrantOption _denyRead = new("--deny-read")
    {
        Description = "Never let it read PATHS, whatever is allowed",
        HelpName = "PATHS",
    };

    private readonly GrantOption _denyWrite = new("--deny-write")
    {
        Description = "Never let it write PATHS, whatever is allowed",
        HelpName = "PATHS",
    };

    private readonly GrantOption _denyNetwork = new("--deny-net")
    {
        Description = "Never let it send requests to HOSTS, whatever is allowed",
        HelpName = "HOSTS",
    };

    /// <summary>Gives a command these options.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_policy);
        command.Options.Add(_read);
        command.Options.Add(_write);
        command.Options.Add(_temp);
        command.Options.Add(_environment);
        command.Options.Add(_network);
        command.Options.Add(_all);
        command.Options.Add(_denyRead);
        command.Options.Add(_denyWrite);
        command.Options.Add(_denyNetwork);
    }

    /// <summary>What the caller wrote.</summary>
    /// <exception cref="UsageException">A list has an empty entry.</exception>
    internal RequestedGrants Read(ParseResult parsed) => new(
        parsed.GetValue(_policy),
        parsed.GetValue(_all),
        ReadList(parsed, _read),
        ReadList(parsed, _write),
        parsed.GetValue(_temp),
        ReadList(parsed, _environment),
        ReadHosts(parsed, _network),
        ReadList(parsed, _denyRead).Names,
        ReadList(parsed, _denyWrite).Names,
        ReadHosts(parsed, _denyNetwork).Names);

    private static RequestedNames ReadHosts(ParseResult parsed, GrantOption option)
    {
        var hosts = ReadList(parsed, option);
        foreach (var host in hosts.Names)
        {
            if (!NetworkPattern.TryParse(host, out _, out var fault))
            {
                throw new UsageException($"{option.Name}={host} names no host.", fault);
            }
        }

        return hosts;
    }

    private static RequestedNames ReadList(ParseResult parsed, GrantOption option)
    {
        var names = new List<string>();
        var everything = false;
        foreach (var value in parsed.GetValue(option) ?? [])
        {
            if (value == ArgumentSyntax.Whole)
            {
                everything = true;
            }
            else
            {
                names.AddRange(SplitList(option.Name, value));
            }
        }

        return new RequestedNames(everything, names);
    }

    // Commas separate; a doubled comma is one that belongs to the name.
    private static IEnumerable<string> SplitList(string option, string value)
    {
        var name = new StringBuilder();
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && value[i] != ',')
            {
                name.Append(value[i]);
            }
            else if (i + 1 < value.Length && value[i + 1] == ',')
            {
                name.Append(',');
                i++;
            }
            else
            {
                yield return name.Length > 0 ? name.ToString() : throw new UsageException(
                    $"{option}={value} has an empty entry.", "Entries are separated by one comma; ',,' is a comma in a name.");
                name.Clear();
            }
        }
    }
}

/// <summary>What the caller asked for on top of the policy, as written.</summary>
/// <param name="PolicyFile">The policy file; null for the built-in preset.</param>
/// <param name="All">Whether everything is granted.</param>
/// <param name="Read">What may be read.</param>
/// <param name="Write">What may be written.</param>
/// <param name="Temp">Whether it gets a temporary folder.</param>
/// <param name="Environment">The environment variables that may be read.</param>
/// <param name="Network">The hosts that requests may go to.</param>
/// <param name="DenyRead">What may not be read.</param>
/// <param name="DenyWrite">What may not be written.</param>
/// <param name="DenyNetwork">The hosts that requests may not go to.</param>
internal sealed record RequestedGrants(
    string? PolicyFile,
    bool All,
    RequestedNames Read,
    RequestedNames Write,
    bool Temp,
    RequestedNames Environment,
    RequestedNames Network,
    IReadOnlyList<string> DenyRead,
    IReadOnlyList<string> DenyWrite,
    IReadOnlyList<string> DenyNetwork);

/// <summary>Everything, or the names listed.</summary>
/// <param name="Everything">Whether the grant is whole.</param>
/// <param name="Names">The names.</param>
internal sealed record RequestedNames(bool Everything, IReadOnlyList<string> Names);
