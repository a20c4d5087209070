using RExecIL.Inference.Framework;

namespace RExecIL.Inference.Tables;

/// <summary>
/// A line of a table: words, and a reason in quotes at its end; <c>windows:</c> or <c>macos:</c> before them when it is dead elsewhere.
/// </summary>
internal sealed record TableLine(string File, int Number, IReadOnlyList<string> Words, string Reason)
{
    /// <summary>The platform whose frameworks alone have what the line names; null for all.</summary>
    internal Platform? Platform { get; private init; }

    /// <summary>The lines that are not empty and no comments.</summary>
    internal static IEnumerable<TableLine> Read(string file, string text, List<TableFault> faults)
    {
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var quote = line.IndexOf('"', StringComparison.Ordinal);
            if (quote >= 0 && (line.Length < quote + 3 || line.IndexOf('"', quote + 1) != line.Length - 1))
            {
                faults.Add(new TableFault(TableFault.BadLine, file, number, "The reason is not one closed quote at the end.", "Close it, or move it to the end of the line."));
                continue;
            }

            var words = (quote < 0 ? line : line[..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            Platform? platform = words switch
            {
                ["windows:", ..] => Framework.Platform.Windows,
                ["macos:", ..] => Framework.Platform.MacOS,
                _ => null,
            };
            yield return new TableLine(file, number, platform is null ? words : words[1..], quote < 0 ? "" : line[(quote + 1)..^1])
            {
                Platform = platform,
            };
        }
    }

    /// <summary>A fault of this line.</summary>
    internal TableFault Fault(string code, string problem, string remedy) => new(code, File, Number, problem, remedy);
}
