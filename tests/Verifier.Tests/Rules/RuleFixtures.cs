using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Tests.Rules;

/// <summary>
/// Each file in Fixtures holds accepted and rejected code side by side, and names say what is expected: a type or member
/// whose name ends in <c>_RX2003</c> reports exactly that id, every other one nothing. What has no place in a member is
/// expected by a line <c>// assembly: RX1002</c>.
/// </summary>
[TestClass]
public sealed partial class RuleFixtures
{
    private const string Assembly = "the assembly";

    public static IEnumerable<object[]> Files =>
        Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileName(file) });

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "Rules", "Fixtures");

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Every_name_reports_what_it_ends_in(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        var image = Path.GetExtension(file) == ".il"
            ? IlFixture.Assemble(text, Path.GetFileNameWithoutExtension(file))
            : CSharpFixture.Compile(text, Path.GetFileNameWithoutExtension(file));

        var verdict = TestVerifier.Script.Verify(image, _ => null)[0];

        var expected = Expected().Matches(text).Select(match => (match.Value[..^7], match.Groups["id"].Value))
            .Concat(ExpectedOfAssembly().Matches(text).Select(match => (Assembly, match.Groups["id"].Value)))
            .Distinct()
            .Select(pair => $"{pair.Item1}: {pair.Item2}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var actual = verdict.Diagnostics.Select(diagnostic => $"{Owner(diagnostic)}: {diagnostic.Id}")
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        CollectionAssert.AreEqual(
            expected,
            actual,
            $"{file}:\nexpected\n  {string.Join("\n  ", expected)}\nactual\n  {string.Join("\n  ", actual)}\n\n" +
            string.Join('\n', verdict.Diagnostics.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Id}: {diagnostic.Message}")));
    }

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
