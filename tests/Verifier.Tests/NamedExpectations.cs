using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Tests;

/// <summary>Fixtures whose names say what is expected of them.</summary>
/// <remarks>
/// A file holds accepted and rejected code side by side: a type or member whose name ends in <c>_RX2003</c> reports exactly
/// that id, every other one nothing. What has no place in a member is expected by a line <c>// assembly: RX1002</c>.
/// </remarks>
internal static partial class NamedExpectations
{
    private const string Assembly = "the assembly";

    /// <summary>The files of a folder of fixtures, by name, as rows of test data.</summary>
    internal static IEnumerable<object[]> Files(string folder) =>
        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileName(file) });

    /// <summary>The image of a fixture: IL or C#.</summary>
    internal static GuestImage Build(string file, string text) => Path.GetExtension(file) == ".il"
        ? IlFixture.Assemble(text, Path.GetFileNameWithoutExtension(file))
        : CSharpFixture.Compile(text, Path.GetFileNameWithoutExtension(file), allowUnsafe: text.Contains("unsafe ", StringComparison.Ordinal));

    /// <summary>Fails unless the findings are those that the names in the text ask for.</summary>
    internal static void Check(string file, string text, IReadOnlyCollection<Diagnostic> diagnostics)
    {
        var expected = Expected().Matches(text).Select(match => (match.Value[..^7], match.Groups["id"].Value))
            .Concat(ExpectedOfAssembly().Matches(text).Select(match => (Assembly, match.Groups["id"].Value)))
            .Distinct()
            .Select(pair => $"{pair.Item1}: {pair.Item2}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var actual = diagnostics.Select(diagnostic => $"{Owner(diagnostic)}: {diagnostic.Id}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var (missing, surplus) = (expected.Except(actual).ToList(), actual.Except(expected).ToList());
        var surprising = diagnostics.Where(diagnostic => surplus.Contains($"{Owner(diagnostic)}: {diagnostic.Id}"));
        Assert.IsTrue(
            missing.Count + surplus.Count == 0,
            $"{file}:\nexpected and not found\n  {string.Join("\n  ", missing)}\nfound and not expected\n  " +
            string.Join("\n  ", surprising.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Id}: {diagnostic.Message}")));
    }

    /// <summary>Finds a name that asks for a finding.</summary>
    internal static string Pattern => Expected().ToString();

    /// <summary>The innermost name around a diagnostic that states an expectation, else the plain name.</summary>
    private static string Owner(Diagnostic diagnostic)
    {
        var names = new[] { diagnostic.Location.Member }
            .Concat((diagnostic.Location.Type ?? "").Split('/', '.').Reverse())
            .OfType<string>()
            .Where(name => name.Length > 0)
            .ToList();
        var expecting = names.Select(name => Expected().Match(name)).FirstOrDefault(match => match.Success);
        return expecting is not null ? expecting.Value[..^7] : names.Count > 0 ? names[0] : Assembly;
    }

    [GeneratedRegex(@"\b[A-Za-z]\w*?_(?<id>RX\d{4})(?!\w)")]
    private static partial Regex Expected();

    [GeneratedRegex(@"// assembly: (?<id>RX\d{4})")]
    private static partial Regex ExpectedOfAssembly();
}
