using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Escapes.Tests;

/// <summary>Every attack of tests/Escapes ends as its header says, and the process that runs it survives.</summary>
[TestClass]
public sealed class EscapeTests
{
    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "rexec-il.dll");
    private static readonly TimeSpan ParentLimit = TimeSpan.FromSeconds(30);

    /// <summary>Of a run that is to end by it, and of any other on a busy machine.</summary>
    private const string ShortTime = "400ms";
    private const string LongTime = "25s";

    private static readonly Lazy<AssemblyVerifier> Verifier = new(() =>
        new AssemblyVerifier(Policy.Preset("script", InstalledRuntime.Catalog), InstalledRuntime.Catalog));

    public static IEnumerable<object[]> Refused => Attacks(attack => attack.IsRefused);

    public static IEnumerable<object[]> Bounded => Attacks(attack => !attack.IsRefused);

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void What_must_not_run_is_refused(string file)
    {
        var attack = Attack.Read(file);
        var images = attack.Build();

        var first = Verify(images);
        var second = Verify(images);

        Assert.AreEqual(attack.Expectation, first.Verdict, first.Details);
        Assert.AreEqual(first.Details, second.Details, "The second verdict on the same bytes is another one.");
        Assert.IsFalse(Verifier.Value.Trust(images[^1], name => Find(images, name)).IsAccepted);
    }

    [TestMethod]
    [DynamicData(nameof(Bounded))]
    public void What_runs_ends_within_its_bounds(string file)
    {
        var attack = Attack.Read(file);
        using var folder = new TemporaryFolder();
        var images = attack.Build();
        foreach (var image in images)
        {
            File.WriteAllBytes(folder[image.Name], image.Bytes.Span);
        }

        var result = ChildProcess.Run(
            ChildProcess.Dotnet,
            ["exec", Tool, "run", folder[images[^1].Name], "--max-time", attack.Expectation == "time" ? ShortTime : LongTime, .. attack.Grants],
            timeout: ParentLimit,
            workingDirectory: folder.Path,
            environment: new Dictionary<string, string?> { ["NO_COLOR"] = "1", ["DOTNET_DbgEnableMiniDump"] = "0" });

        Assert.AreEqual(attack.Expectation, End(result.ExitCode), $"{attack.File}: {result}");
        CollectionAssert.AreEqual(
            attack.Output.ToList(), result.Output.ReplaceLineEndings("\n").Split('\n')[..^1], $"{attack.File}: {result}");
        Assert.DoesNotContain("is still inside", result.Error, $"{attack.File}: {result}");
        foreach (var text in attack.Error)
        {
            StringAssert.Contains(result.Error, text);
        }
    }

    private static IEnumerable<object[]> Attacks(Func<Attack, bool> isWanted) =>
        Directory.EnumerateFiles(Attack.Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Attack.Folder, path))
            .Order(StringComparer.Ordinal)
            .Where(file => isWanted(Attack.Read(file)))
            .Select(file => new object[] { file });

    private static (string Verdict, string Details) Verify(IReadOnlyList<GuestImage> images)
    {
        var found = Verifier.Value.Verify(images[^1], name => Find(images, name))
            .SelectMany(verdict => verdict.Diagnostics)
            .ToList();
        var ids = found.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);
        return (
            found.Count == 0 ? "accepted" : "refused " + string.Join(' ', ids),
            string.Join('\n', found.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Id}: {diagnostic.Message}")));
    }

    private static GuestImage? Find(IReadOnlyList<GuestImage> images, string name) =>
        images.SkipLast(1).FirstOrDefault(image => image.Name.Equals(name + ".dll", StringComparison.OrdinalIgnoreCase));

    private static string End(int exitCode) => exitCode switch
    {
        121 => "memory",
        122 => "stack",
        124 => "time",
        126 => "refused before start",
        < 128 => $"exit {exitCode}",
        _ => $"the process died with {exitCode}",
    };
}
