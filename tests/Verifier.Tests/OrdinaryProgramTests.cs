using Microsoft.CodeAnalysis;
using RExecIL.Testing;

namespace RExecIL.Verifier.Tests;

/// <summary>
/// Ordinary C# programs verify under the preset <c>script</c>, as both builds of the compiler write them, before and after they
/// are rewritten.
/// </summary>
[TestClass]
public sealed class OrdinaryProgramTests
{
    private const string Marker = "//// ";

    private static readonly string Usings = string.Concat(
        new[]
        {
            "System", "System.Buffers", "System.Buffers.Binary", "System.Collections.Frozen", "System.Collections.Generic",
            "System.Collections.Immutable", "System.Collections.ObjectModel", "System.Diagnostics", "System.Globalization", "System.IO",
            "System.Linq", "System.Numerics", "System.Text", "System.Text.Json", "System.Text.RegularExpressions",
        }.Select(name => $"using {name};\n"));

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Corpus", "Ordinary");

    /// <summary>Programs that need what the allow-list refuses today: each is taken out of this list when it verifies.</summary>
    private static HashSet<string> Pending { get; } =
        [.. File.ReadLines(Path.Combine(Folder, "pending.list")).Where(line => line.Length > 0 && line[0] != '#')];

    public static IEnumerable<object[]> Files => Directory.EnumerateFiles(Folder, "*.txt")
        .Order(StringComparer.Ordinal)
        .SelectMany(file => new[] { OptimizationLevel.Debug, OptimizationLevel.Release }
            .Select(optimization => new object[] { Path.GetFileName(file), optimization }));

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Programs_verify(string file, OptimizationLevel optimization)
    {
        var refused = Programs(file)
            .Select(program => (program.Name, Found: Findings(program, optimization)))
            .Where(result => result.Found.Count > 0 != Pending.Contains(result.Name))
            .Select(result => result.Found.Count == 0 ? $"{result.Name} verifies: take it out of pending.list" : $"{result.Name}:\n  {string.Join("\n  ", result.Found)}")
            .ToList();

        Assert.IsEmpty(refused, string.Join('\n', refused));
    }

    [TestMethod]
    public void A_hundred_programs_verify()
    {
        var names = Directory.EnumerateFiles(Folder, "*.txt").SelectMany(file => Programs(Path.GetFileName(file))).Select(program => program.Name).ToList();

        CollectionAssert.AllItemsAreUnique(names);
        CollectionAssert.IsSubsetOf(Pending.ToList(), names);
        Assert.IsGreaterThanOrEqualTo(100, names.Count - Pending.Count);
    }

    private static List<string> Findings((string Name, string Source) program, OptimizationLevel optimization)
    {
        var image = CSharpFixture.Compile(program.Source, program.Name, optimization, exe: true);
        return [.. TestVerifier.Script.Trust(image, _ => null).Diagnostics.Select(found => $"{found.Id}: {found.Message}").Distinct()];
    }

    private static IEnumerable<(string Name, string Source)> Programs(string file) =>
        File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n").Split("\n" + Marker)
            .Select(part => part.StartsWith(Marker, StringComparison.Ordinal) ? part[Marker.Length..] : part)
            .Where(part => !part.StartsWith("//", StringComparison.Ordinal))
            .Select(part => (part[..part.IndexOf('\n', StringComparison.Ordinal)], Usings + part[part.IndexOf('\n', StringComparison.Ordinal)..]));
}
