using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>Ordinary programs run under the preset 'script' as they run without us.</summary>
[TestClass]
public sealed class BenignCorpusTests
{
    private static readonly string Corpus = Path.Combine(RepositoryRoot.Path, "tests", "Corpus", "Benign");

    public static IEnumerable<object[]> Programs =>
        Directory.EnumerateFiles(Corpus, "*.cs").Order(StringComparer.Ordinal).Select(file => new object[] { Path.GetFileNameWithoutExtension(file) });

    [TestMethod]
    public void The_corpus_is_there() => Assert.IsGreaterThanOrEqualTo(25, Programs.Count());

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void A_program_writes_the_same_bytes_and_ends_with_the_same_code(string name)
    {
        using var folder = new TemporaryFolder();
        var program = folder.Program(File.ReadAllText(Path.Combine(Corpus, name + ".cs")), name);
        string[] arguments = ["one", "two words", "--allow-read", ""];
        const string Input = "north\nup\nsouth\neast\n";

        var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program, .. arguments], Input);
        Assert.IsLessThan(100, expected.ExitCode, expected.ToString());

        var actual = RexecIl.Run(["run", program, "--", .. arguments], Input);

        Assert.AreEqual(expected.ToString(), actual.ToString());
        CollectionAssert.AreEqual(expected.OutputBytes, actual.OutputBytes);
    }
}
