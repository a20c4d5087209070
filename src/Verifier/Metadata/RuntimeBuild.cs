using System.Globalization;

namespace RExecIL.Verifier.Metadata;

/// <summary>A build of the framework that was reviewed: which files it is made of, and what it withholds. Immutable.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Modules">The module version of each of its assemblies, by simple name (ECMA-335 II.22.30).</param>
/// <param name="Withheld">Documentation ids of members that do more on it than where they were reviewed, and what.</param>
internal sealed record RuntimeBuild(
    string Name, IReadOnlyDictionary<string, Guid> Modules, IReadOnlyDictionary<string, string> Withheld)
{
    private const string BuildWord = "build ";
    private const string ModuleWord = "module ";
    private const string WithholdWord = "withhold ";
    private const string AsWord = "as ";

    /// <summary>The build in a review whose core library has a module version; null when there is none.</summary>
    /// <param name="review">The text that <c>rexec-il policy recompute</c> writes.</param>
    /// <param name="core">The module version of <c>System.Private.CoreLib</c>.</param>
    internal static RuntimeBuild? Find(string review, Guid core)
    {
        var place = review.IndexOf(
            string.Create(CultureInfo.InvariantCulture, $"\n{ModuleWord}{FrameworkNames.CoreLibrary} {core}\n"), StringComparison.Ordinal);
        var start = place < 0 ? -1 : review.LastIndexOf("\n" + BuildWord, place, StringComparison.Ordinal);
        return start < 0 ? null : Read(review, start + 1);
    }

    /// <summary>What a review was held against: <c>reviewed HASH</c>; empty for a text that says nothing of it.</summary>
    internal static string Basis(string review) =>
        review.Split('\n', 3).FirstOrDefault(line => line.StartsWith("reviewed ", StringComparison.Ordinal)) ?? "";

    private static RuntimeBuild Read(string review, int start)
    {
        var name = "";
        var modules = new Dictionary<string, Guid>(StringComparer.OrdinalIgnoreCase);
        var withheld = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines(review, start))
        {
            if (line.StartsWith(BuildWord, StringComparison.Ordinal))
            {
                if (name.Length > 0)
                {
                    break;
                }

                name = line[BuildWord.Length..];
            }
            else if (line.StartsWith(AsWord, StringComparison.Ordinal))
            {
                var other = review.IndexOf($"\n{BuildWord}{line[AsWord.Length..]}\n", StringComparison.Ordinal);
                return other < 0 || other >= start
                    ? throw new FormatException($"The build {name} withholds what {line[AsWord.Length..]} does, which is not before it.")
                    : new RuntimeBuild(name, modules, Read(review, other + 1).Withheld);
            }
            else if (line.Split(' ') is [var word, var key, var value])
            {
                _ = (word + " ") switch
                {
                    ModuleWord => modules.TryAdd(key, Guid.Parse(value)),
                    WithholdWord => withheld.TryAdd(key, value),
                    _ => throw new FormatException($"'{line}' is no line of a review of builds."),
                };
            }
            else if (line.Length > 0)
            {
                throw new FormatException($"'{line}' is no line of a review of builds.");
            }
        }

        return new RuntimeBuild(name, modules, withheld);
    }

    private static IEnumerable<string> Lines(string text, int start)
    {
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            yield return text[start..end];
            start = end + 1;
        }
    }
}
