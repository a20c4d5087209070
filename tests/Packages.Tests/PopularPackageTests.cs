using System.Text.Json;
using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Policies;

namespace RExecIL.Packages.Tests;

/// <summary>Assemblies that nobody wrote for us get a clear verdict.</summary>
[TestClass]
public sealed partial class PopularPackageTests
{
    [TestMethod]
    [DataRow("Acornima")]
    [DataRow("CsvHelper")]
    [DataRow("FluentValidation")]
    [DataRow("Humanizer")]
    [DataRow("Jint")]
    [DataRow("Markdig")]
    [DataRow("MathNet.Numerics")]
    [DataRow("Newtonsoft.Json")]
    [DataRow("NodaTime")]
    [DataRow("Scriban.Signed")]
    [DataRow("YamlDotNet")]
    public void A_refused_package_is_told_why_and_where(string assembly)
    {
        var verdict = Verify(assembly);

        Assert.AreEqual(assembly, verdict.Assembly);
        Assert.IsFalse(verdict.IsAccepted, "If it is accepted by now, say so here and in docs/real-packages.md.");
        foreach (var found in verdict.Diagnostics)
        {
            AssertIsClear(found);
        }

        AssertAdviceHelps(verdict.Diagnostics, assembly);
    }

    [TestMethod]
    [DataRow("AnyAscii")]
    [DataRow("DiffPlex")]
    [DataRow("F23.StringSimilarity")]
    [DataRow("FuzzySharp")]
    [DataRow("NCrontab")]
    [DataRow("Nito.Collections.Deque")]
    [DataRow("OneOf")]
    [DataRow("Pluralize.NET")]
    [DataRow("SimMetrics.Net")]
    [DataRow("Sprache")]
    [DataRow("Wcwidth")]
    public void A_package_of_pure_computation_is_accepted(string assembly)
    {
        var verdict = Verify(assembly);

        Assert.IsTrue(verdict.IsAccepted, Subjects.Text(verdict.Diagnostics));
    }

    [TestMethod]
    public void The_command_line_says_the_same_of_several_packages()
    {
        string[] packages = ["Newtonsoft.Json", "Jint", "Sprache"];

        var result = ChildProcess.Run(
            ChildProcess.Dotnet, ["exec", Subjects.Tool, "verify", .. packages.Select(Subjects.PathOfPackaged)]);

        Assert.IsLessThan(4, result.ExitCode, result.ToString());
        Assert.AreNotEqual(0, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Error);
        Assert.Contains($"{Subjects.PathOfPackaged("Newtonsoft.Json")}: refused (", result.Output);
        Assert.Contains($"{Subjects.PathOfPackaged("Sprache")}: accepted\n", result.Output);
        Assert.Contains("3 assemblies: 1 accepted, 2 refused (", result.Output);
    }

    [TestMethod]
    public void The_number_of_threads_does_not_show_in_the_verdict()
    {
        var (one, many) = (Findings(1), Findings(4));

        Assert.IsGreaterThan(100, one.Length);
        CollectionAssert.AreEqual(one, many);

        static string[] Findings(int threads) =>
        [
            .. new AssemblyVerifier(Subjects.Script, InstalledRuntime.Catalog, Limits.Default with { MaxThreads = threads })
                .Verify(Subjects.Packaged("Jint"), new DirectoryHooks(Subjects.Packages).FindModule)
                .SelectMany(verdict => verdict.Diagnostics)
                .Select(found => $"{found.Location}: {found.Id}: {found.Message}"),
        ];
    }

    /// <summary>Who writes into the policy what the findings say is rid of those findings.</summary>
    private static void AssertAdviceHelps(IEnumerable<Diagnostic> diagnostics, string assembly)
    {
        var lines = diagnostics.SelectMany(AdviceIn).Distinct().ToList();
        var text = JsonSerializer.SerializeToUtf8Bytes(new { extends = "script", allow = lines });
        var policy = PolicyReader.Read("advised", text, InstalledRuntime.Catalog);
        Assert.IsTrue(policy.IsAccepted, Subjects.Text(policy.Diagnostics));

        var left = Verify(assembly, policy.Value).Diagnostics.Where(found => AdviceIn(found).Any(lines.Contains));

        Assert.AreEqual("", Subjects.Text(left));
    }

    private static IEnumerable<string> AdviceIn(Diagnostic found) =>
        Advice().Matches(found.Message).Select(advice => advice.Groups[1].Value);

    [GeneratedRegex("""add "allow": \["([^"]+)"\]""")]
    private static partial Regex Advice();

    private static Verdict Verify(string assembly, Policy? policy = null) =>
        new AssemblyVerifier(policy ?? Subjects.Script, InstalledRuntime.Catalog)
            .Verify(Subjects.Packaged(assembly), new DirectoryHooks(Subjects.Packages).FindModule)[0];

    private static void AssertIsClear(Diagnostic found)
    {
        var text = $"{found.Location}: {found.Id}: {found.Message}";

        // Compilers made these images: they are well-formed, and only what they use can be wrong with them.
        Assert.IsFalse(found.Id.StartsWith("RX0", StringComparison.Ordinal) || found.Id == "RX1001", text);
        Assert.IsFalse(string.IsNullOrWhiteSpace(found.Location.Assembly), text);
        Assert.EndsWith(".", found.Message);
        Assert.AreNotEqual(0, found.Location.Token, text);
        if (found.Location.ILOffset >= 0)
        {
            Assert.IsNotNull(found.Location.Member, text);
        }

        if (found.Location.Member is not null)
        {
            Assert.IsNotNull(found.Location.Type, text);
        }

        if (found.Location.Type is null)
        {
            // Not a place in code: then the message says that the assembly as such names or lacks something.
            Assert.MatchesRegex("is named by the assembly|is not allowed: |The assembly ", found.Message);
        }
    }
}
