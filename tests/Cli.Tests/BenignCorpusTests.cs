using Microsoft.CodeAnalysis;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>Ordinary programs run under the preset 'script' as they run without us.</summary>
[TestClass]
public sealed class BenignCorpusTests
{
    private static readonly string Corpus = Path.Combine(RepositoryRoot.Path, "tests", "Corpus");

    public static IEnumerable<object[]> Programs => In("Benign");

    [TestMethod]
    public void The_corpus_is_there() => Assert.IsGreaterThanOrEqualTo(25, Programs.Count());

    [TestMethod]
    [DynamicData(nameof(Programs))]
    public void A_program_writes_the_same_bytes_and_ends_with_the_same_code(string name)
    {
        using var folder = new TemporaryFolder();

        AssertRunsTheSame(folder.Program(Source("Benign", name), name));
    }

    /// <summary>What the compiler keeps in locals only when it does not optimize.</summary>
    [TestMethod]
    [DataRow("InlineArrays")]
    [DataRow("StackAllocation")]
    public void A_debug_build_writes_the_same_bytes_as_well(string name)
    {
        using var folder = new TemporaryFolder();

        AssertRunsTheSame(folder.Write(CSharpFixture.Compile(Source("Benign", name), name, OptimizationLevel.Debug, exe: true)));
    }

    private static void AssertRunsTheSame(string program)
    {
        string[] arguments = ["one", "two words", "--allow-read", ""];
        const string Input = "north\nup\nsouth\neast\n";

        var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program, .. arguments], Input);
        Assert.IsLessThan(100, expected.ExitCode, expected.ToString());

        var actual = RexecIl.Run(["run", program, "--", .. arguments], Input);

        Assert.AreEqual(expected.ToString(), actual.ToString());
        CollectionAssert.AreEqual(expected.OutputBytes, actual.OutputBytes);
    }

    private static IEnumerable<object[]> In(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Corpus, folder), "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(file => new object[] { Path.GetFileNameWithoutExtension(file) });

    private static string Source(string folder, string name) => File.ReadAllText(Path.Combine(Corpus, folder, name + ".cs"));
}
