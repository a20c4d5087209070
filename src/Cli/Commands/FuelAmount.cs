using System.Globalization;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>Amounts of fuel on the command line.</summary>
internal static class FuelAmount
{
    /// <summary>Reads <c>250000</c>, <c>1.5M</c>, <c>2G</c>: at least one unit.</summary>
    /// <exception cref="UsageException">The text is no such amount.</exception>
    internal static long Parse(string option, string text) => Amounts.ParseFuel(text)
        ?? throw new UsageException($"{option} {text} is no amount of fuel: write 250000, 1.5M or 2G.");

    /// <summary>The amount as people read it.</summary>
    internal static string Text(long units) => units.ToString("N0", CultureInfo.InvariantCulture);
}
