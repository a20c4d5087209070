using System.Globalization;
using RExecIL.Verifier.Policies;

namespace RExecIL.Cli.Commands;

/// <summary>Amounts of memory as people write them on the command line.</summary>
internal static class ByteSize
{
    /// <summary>Reads <c>64MB</c>, <c>1.5GiB</c>, <c>4096B</c>: at least a byte.</summary>
    /// <exception cref="UsageException">The text is no such amount.</exception>
    internal static long Parse(string option, string text) => Amounts.ParseSize(text)
        ?? throw new UsageException($"{option} {text} is no amount of memory: write 64MB, 1.5GiB or 4096B.");

    /// <summary>The amount as people read it.</summary>
    internal static string Text(long bytes)
    {
        var (name, size) = bytes switch
        {
            < 1_000 => ("B", 1L),
            < 1_000_000 => ("KB", 1_000),
            < 1_000_000_000 => ("MB", 1_000_000),
            _ => ("GB", 1_000_000_000),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)bytes / size:0.#} {name}");
    }
}
