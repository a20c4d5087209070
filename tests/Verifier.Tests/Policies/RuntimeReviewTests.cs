using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed partial class RuntimeReviewTests
{
    private static readonly Guid Core = typeof(object).Module.ModuleVersionId;
    private static readonly Guid Other = new("01234567-89ab-cdef-0123-456789abcdef");
    private static readonly string Shipped = PolicyResources.Text("net10.0/runtimes.txt");
    private static readonly GuestImage Guest = CSharpFixture.Compile(
        """
        using System.Linq;
        public static class Guest
        {
            public static int Use() => System.Math.Abs(-1) + new[] { 1 }.Sum() + System.Math.Max(1, 2);
        }
        """);

    [TestMethod]
    public void The_installed_runtime_is_reviewed() => Assert.IsTrue(RuntimeReviews.Cover(Core, null));

    [TestMethod]
    public void An_unknown_build_runs_no_guest()
    {
        var found = Verify(Catalog([FrameworkNames.CoreLibrary], null));

        Assert.HasCount(1, found);
        StringAssert.StartsWith(found[0], $"RX5201 Nobody has reviewed this build of .NET (System.Private.CoreLib {Other})");
    }

    [TestMethod]
    public void A_known_core_does_not_vouch_for_an_unknown_assembly_beside_it()
    {
        var found = Verify(Catalog(["System.Linq"], null));

        Assert.HasCount(1, found);
        StringAssert.Contains(found[0], $"(System.Linq {Other} beside ");
    }

    [TestMethod]
    public void A_review_of_the_hosts_own_covers_its_build_and_withholds_what_it_says()
    {
        var review = Review("withhold M:System.Math.Abs(System.Int32) FS,NET\n");

        var found = Verify(Catalog([FrameworkNames.CoreLibrary], review));

        Assert.HasCount(1, found);
        StringAssert.Contains(found[0], "RX2001");
        StringAssert.Contains(found[0], "has FS,NET on mine, which it has not where it was reviewed");
        Assert.IsEmpty(Verify(Catalog([FrameworkNames.CoreLibrary], Review(""))));
    }

    [TestMethod]
    public void A_review_against_other_effects_does_not_count()
    {
        var stale = "# mine\nreviewed 0123\n" + Review("").Split('\n', 3)[2];

        StringAssert.StartsWith(Verify(Catalog([FrameworkNames.CoreLibrary], stale))[0], "RX5201");
        Assert.IsFalse(RuntimeReviews.Cover(Other, stale));
        Assert.IsTrue(RuntimeReviews.Cover(Other, Review("")));
    }

    [TestMethod]
    [DataRow("withhold M:F()")]
    [DataRow("allow M:F() all")]
    [DataRow("as nothing")]
    public void A_review_with_an_odd_line_is_no_review(string line)
    {
        Assert.ThrowsExactly<FormatException>(() => RuntimeReviews.Cover(Other, Review(line + "\n")));
        StringAssert.StartsWith(Verify(Catalog([FrameworkNames.CoreLibrary], Review(line + "\n")))[0], "RX1999");
    }

    [TestMethod]
    public void Every_shipped_build_can_be_read()
    {
        var cores = CoreModules().Matches(Shipped).Select(match => Guid.Parse(match.Groups[1].Value)).ToList();

        Assert.IsGreaterThan(10, cores.Count);
        foreach (var build in cores.Select(core => RuntimeBuild.Find(Shipped, core)!))
        {
            Assert.IsGreaterThan(150, build.Modules.Count, build.Name);
            Assert.IsTrue(build.Name.StartsWith("linux-", StringComparison.Ordinal) == (build.Withheld.Count == 0), build.Name);
        }
    }

    private static string Review(string lines) =>
        $"# mine\n{RuntimeBuild.Basis(Shipped)}\nbuild mine\nmodule {FrameworkNames.CoreLibrary} {Other}\n"
        + string.Concat(RuntimeBuild.Find(Shipped, Core)!.Modules
            .Where(module => module.Key != FrameworkNames.CoreLibrary)
            .Select(module => $"module {module.Key} {module.Value}\n"))
        + lines;

    private static List<string> Verify(ReferenceCatalog catalog) =>
        [.. new AssemblyVerifier(Policy.Preset("script", catalog), catalog).Verify(Guest, _ => null)
            .SelectMany(verdict => verdict.Diagnostics)
            .Select(diagnostic => $"{diagnostic.Id} {diagnostic.Message}")];

    private static ReferenceCatalog Catalog(string[] changed, string? review) => new(InstalledRuntime.Images()
        .Select(image => !changed.Contains(image.Name) ? image : image with { Open = () => Changed(image) }))
    {
        RuntimeReview = review,
    };

    /// <summary>The same code under another module version.</summary>
    private static MemoryStream Changed(ReferenceImage image)
    {
        using var stream = image.Open();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var version = (image.Name == FrameworkNames.CoreLibrary ? Core : typeof(Enumerable).Module.ModuleVersionId).ToByteArray();
        Other.ToByteArray().CopyTo(bytes, bytes.AsSpan().IndexOf(version));
        return new MemoryStream(bytes);
    }

    [GeneratedRegex("^module System.Private.CoreLib (.*)$", RegexOptions.Multiline)]
    private static partial Regex CoreModules();
}
