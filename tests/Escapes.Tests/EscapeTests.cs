using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
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

    /// <summary>Of a run that is to end by it. What a run counts may be half as much again.</summary>
    private const int Megabytes = 32;
    private const double Slack = 1.5;
    private const string MemoryOption = "--max-alloc";

    private static readonly ConcurrentDictionary<string, AssemblyVerifier> Verifiers = new(StringComparer.Ordinal);

    public static IEnumerable<object[]> Refused => Attacks(attack => attack.IsRefused);

    public static IEnumerable<object[]> Bounded => Attacks(attack => !attack.IsRefused);

    [TestMethod]
    [DynamicData(nameof(Refused))]
    public void What_must_not_run_is_refused(string file)
    {
        var attack = Attack.Read(file);
        var images = attack.Build();

        var verifier = Verifiers.GetOrAdd(
            attack.Policy, name => new AssemblyVerifier(Policy.Preset(name, InstalledRuntime.Catalog), InstalledRuntime.Catalog));

        var first = Verify(verifier, images);
        var second = Verify(verifier, images);

        Assert.AreEqual(attack.Expectation, first.Verdict, first.Details);
        Assert.AreEqual(first.Details, second.Details, "The second verdict on the same bytes is another one.");
        Assert.AreEqual("", string.Join(' ', attack.Members.Where(name => !IsFound(name, first.Places))), first.Details);
        Assert.IsFalse(verifier.Trust(images[^1], name => Find(images, name)).IsAccepted);
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

        var megabytes = attack.Grants.SkipWhile(word => word != MemoryOption).Skip(1).FirstOrDefault() is { } own
            ? int.Parse(own[..^"MB".Length], CultureInfo.InvariantCulture)
            : Megabytes;
        string[] limits = attack.Expectation != "memory" ? []
            : attack.Grants.Contains(MemoryOption) ? ["--usage"]
            : [MemoryOption, $"{megabytes}MB", "--usage"];

        var result = ChildProcess.Run(
            ChildProcess.Dotnet,
            ["exec", Tool, "run", folder[images[^1].Name], "--max-time", attack.Expectation == "time" ? ShortTime : LongTime, .. limits, .. attack.Grants],
            timeout: ParentLimit,
            workingDirectory: folder.Path,
            environment: new Dictionary<string, string?> { ["NO_COLOR"] = "1", ["DOTNET_DbgEnableMiniDump"] = "0" });

        Assert.AreEqual(attack.Expectation, End(result.ExitCode), $"{attack.File}: {result}");
        CollectionAssert.AreEqual(
            attack.Output.ToList(), result.Output.ReplaceLineEndings("\n").Split('\n')[..^1], $"{attack.File}: {result}");
        if (attack.Expectation == "memory")
        {
            Assert.IsLessThan(Slack * megabytes * 1e6, Allocated(result.Error), $"{attack.File}: {result}");
        }

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

    private static (string Verdict, string Details, IEnumerable<CodeLocation> Places) Verify(AssemblyVerifier verifier, IReadOnlyList<GuestImage> images)
    {
        var found = verifier.Verify(images[^1], name => Find(images, name))
            .SelectMany(verdict => verdict.Diagnostics)
            .ToList();
        var ids = found.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);
        return (
            found.Count == 0 ? "accepted" : "refused " + string.Join(' ', ids),
            string.Join('\n', found.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Id}: {diagnostic.Message}")),
            found.Select(diagnostic => diagnostic.Location));
    }

    /// <summary>Whether a finding stands in a type or member of that name, or in what the compiler made of its lambdas.</summary>
    private static bool IsFound(string name, IEnumerable<CodeLocation> places) => places.Any(place =>
        place.Member is { } member
            ? Regex.IsMatch(member, $@"^(.*<)?{Regex.Escape(name)}\b")
            : place.Type is { } type && Regex.IsMatch(type, $@"\b{Regex.Escape(name)}\b"));

    /// <summary>The bytes that a report of usage tells.</summary>
    private static double Allocated(string report)
    {
        var match = Regex.Match(report, "([0-9.]+) (B|kB|KB|MB|GB) of memory");
        Assert.IsTrue(match.Success, report);
        return double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)
            * match.Groups[2].Value switch { "B" => 1, "GB" => 1e9, "MB" => 1e6, _ => 1e3 };
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
