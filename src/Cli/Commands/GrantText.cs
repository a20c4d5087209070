using System.Globalization;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>Grants as text, named as in policy files.</summary>
internal static class GrantText
{
    /// <summary>Everything that is granted, denied or limited, in a fixed order.</summary>
    internal static IEnumerable<(string Name, string Value)> Of(Grants grants)
    {
        yield return ("capabilities", grants.Capabilities == Capability.None ? "none" : grants.Capabilities.ToString().ToLowerInvariant());
        foreach (var (name, names) in new[] { ("read", grants.Read), ("write", grants.Write), ("env", grants.Environment), ("net", grants.Network) })
        {
            if (names.IsGranted)
            {
                yield return (name, string.Join(", ", names.Everything ? names.Names.Items.Prepend("everything") : names.Names.Items));
            }
        }

        foreach (var (name, paths) in new[] { ("denyRead", grants.DenyRead), ("denyWrite", grants.DenyWrite), ("denyNet", grants.DenyNetwork) })
        {
            if (!paths.IsEmpty)
            {
                yield return (name, string.Join(", ", paths));
            }
        }

        if (grants.Contracts is { } contracts)
        {
            yield return ("contracts", contracts.IsEmpty ? "none" : string.Join(", ", contracts));
        }

        foreach (var (name, limit) in new[]
        {
            ("maxFuel", grants.MaxFuel is { } fuel ? FuelAmount.Text(fuel) : null),
            ("maxAlloc", grants.MaxAllocation is { } memory ? ByteSize.Text(memory) : null),
            ("maxStdout", grants.MaxOutput is { } output ? ByteSize.Text(output) : null),
            ("maxStderr", grants.MaxErrorOutput is { } error ? ByteSize.Text(error) : null),
            ("limits", grants.RequiresLimits ? "required" : null),
        })
        {
            if (limit is not null)
            {
                yield return (name, limit);
            }
        }

        yield return ("maxTime", grants.MaxTime is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0}ms") : "the loader's default");
    }
}
