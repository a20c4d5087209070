namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed class RealAssembliesTests
{
    [TestMethod]
    public void Assemblies_beside_the_tests_are_accepted()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"))
        {
            var result = Screening.Open(File.ReadAllBytes(file));
            Assert.IsTrue(
                result.IsAccepted || result.Diagnostics.All(each => each.Id is "RX0004" or "RX0006"),
                $"{file}: {(result.IsAccepted ? "" : result.Diagnostics[0].Message)}");
            count += result.IsAccepted ? 1 : 0;
        }

        Assert.IsGreaterThan(5, count);
    }

    [TestMethod]
    public void The_installed_framework_is_refused_as_precompiled_and_for_nothing_else()
    {
        var count = 0;
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll"))
        {
            var result = Screening.Open(File.ReadAllBytes(file));
            if (!result.IsAccepted)
            {
                Assert.HasCount(1, result.Diagnostics, file);
                Assert.IsTrue(result.Diagnostics[0].Id is "RX0004" or "RX0006", $"{file}: {result.Diagnostics[0].Message}");
                count++;
            }
        }

        Assert.IsGreaterThan(50, count);
    }

    [TestMethod]
    public void Reference_assemblies_are_accepted()
    {
        var packs = Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        foreach (var file in Directory.EnumerateFiles(packs, "*.dll", SearchOption.AllDirectories).Where(IsReference))
        {
            Screening.IsAccepted(File.ReadAllBytes(file));
        }
    }

    // A pack also holds source generators for compilers; they pass too, but are none of this test's business.
    private static bool IsReference(string file) =>
        file.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
}
