using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Packages.Tests;

/// <summary>What the JIT compiles of real code it also compiles after rewriting.</summary>
[TestClass]
public sealed class RewritingTests
{
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
    public void An_accepted_package_compiles_after_rewriting(string assembly) =>
        AssertCompiles(assembly, Policies.Script);

    /// <summary>A policy that allows all that can be allowed widens the test to code that the preset refuses.</summary>
    [TestMethod]
    [DataRow("Ardalis.GuardClauses")]
    [DataRow("CSharpFunctionalExtensions")]
    [DataRow("CsvHelper")]
    [DataRow("ErrorOr")]
    [DataRow("FluentValidation")]
    [DataRow("Fractions")]
    [DataRow("Hashids.net")]
    [DataRow("Humanizer")]
    [DataRow("MathNet.Numerics")]
    [DataRow("MoreLinq")]
    [DataRow("Newtonsoft.Json")]
    [DataRow("NodaTime")]
    [DataRow("Scriban.Signed")]
    [DataRow("Stateless")]
    [DataRow("Superpower")]
    [DataRow("YamlDotNet")]
    public void A_package_that_a_trusting_host_allows_compiles_after_rewriting(string assembly)
    {
        var (policy, left) = Policies.FollowingAdvice(Subjects.Packaged(assembly), new DirectoryHooks(Subjects.Packages));
        Assert.IsEmpty(left, Subjects.Text(left));
        AssertCompiles(assembly, policy);
    }

    private static void AssertCompiles(string assembly, Policy policy)
    {
        var trusted = new AssemblyVerifier(policy, InstalledRuntime.Catalog)
            .Trust(Subjects.Packaged(assembly), new DirectoryHooks(Subjects.Packages).FindModule);
        Assert.IsTrue(trusted.IsAccepted, Subjects.Text(trusted.Diagnostics));
        using var folder = new TemporaryFolder();
        foreach (var image in trusted.Value.Dependencies.Append(trusted.Value.Main))
        {
            File.WriteAllBytes(folder[image.Name + ".dll"], image.ToArray());
        }

        var before = Prepare(Subjects.Packages, assembly);
        var after = Prepare(folder.Path, trusted.Value.Main.Name);

        Assert.AreEqual("", string.Join('\n', after.Except(before, StringComparer.Ordinal)));
    }

    /// <summary>The methods that the JIT refuses.</summary>
    private static HashSet<string> Prepare(string folder, string assembly)
    {
        var result = ChildProcess.Run(ChildProcess.Dotnet, ["exec", Subjects.PathOf("MethodPreparation"), folder, assembly]);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        return [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
