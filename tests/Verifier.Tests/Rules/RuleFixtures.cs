using RExecIL.Testing;

namespace RExecIL.Verifier.Tests.Rules;

/// <summary>Each file in Fixtures holds code that the rules accept and reject: see <see cref="NamedExpectations"/>.</summary>
[TestClass]
public sealed class RuleFixtures
{
    public static IEnumerable<object[]> Files => NamedExpectations.Files(Folder);

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "Rules", "Fixtures");

    [TestMethod]
    [DynamicData(nameof(Files))]
    public void Every_name_reports_what_it_ends_in(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));

        var verdict = TestVerifier.Script.Verify(NamedExpectations.Build(file, text), _ => null)[0];

        NamedExpectations.Check(file, text, verdict.Diagnostics);
    }
}
