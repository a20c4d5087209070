namespace RExecIL.Inference.Tables;

/// <summary>A line of a table: words, and a reason in quotes at its end.</summary>
internal sealed record TableLine(string File, int Number, IReadOnlyList<string> Words, string Reason)
{
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

            yield return new TableLine(
                file,
                number,
                (quote < 0 ? line : line[..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries),
                quote < 0 ? "" : line[(quote + 1)..^1]);
        }
    }

    /// <summary>A fault of this line.</summary>
    internal TableFault Fault(string code, string problem, string remedy) => new(code, File, Number, problem, remedy);
}
