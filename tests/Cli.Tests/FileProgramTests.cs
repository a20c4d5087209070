using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>Programs that use files: where they may they run as without us, and elsewhere nothing happens.</summary>
[TestClass]
public sealed class FileProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    [DataRow("EachUse")]
    [DataRow("CsvReport")]
    [DataRow("RollingLog")]
    public void A_program_leaves_the_same_files_as_without_us(string name)
    {
        var program = Program(name);
        var (plain, guest) = (Prepare("plain"), Prepare("guest"));
        for (var run = 0; run < 2; run++)
        {
            var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program, .. Arguments(name, plain)]);
            Assert.IsLessThan(100, expected.ExitCode, expected.ToString());

            var actual = RexecIl.Run(["run", $"--allow-read={guest}", $"--allow-write={guest}", program, .. Arguments(name, guest)], "");

            Assert.AreEqual(expected.ToString(), actual.ToString());
            Assert.AreEqual(Content(plain), Content(guest));
        }
    }

    [TestMethod]
    public void Each_use_of_files_elsewhere_is_refused()
    {
        var (inside, outside) = (Prepare("inside"), Prepare("outside"));
        foreach (var file in new[] { "a", "text", "lines", "async", "opened", "info", "copy", "d/e/f" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(outside, file))!);
            File.WriteAllText(Path.Combine(outside, file), "secret");
        }

        var before = Content(outside);

        var result = RexecIl.Run("run", $"--allow-read={inside}", $"--allow-write={inside}", Program("EachUse"), outside);

        Assert.AreEqual(before, Content(outside));
        var uses = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.IsGreaterThan(80, uses.Length, result.ToString());
        string[] harmless =
        [
            "Exists: False", "Exists with a slash: False", "Path.Exists: False", "Directory.Exists: False", "FileInfo.Exists: False",
            "ReadAllTextAsync canceled: canceled", "new FileInfo: a", "FileInfo.Extension: .y", "FileInfo.Directory: same",
            "DirectoryInfo.CreateSubdirectory outside: ! ArgumentException", "DirectoryInfo.Parent: False", "Directory.GetParent: False",
        ];
        Assert.AreEqual(
            "",
            string.Join('\n', uses.Where(use => !use.EndsWith(": ! UnauthorizedAccessException", StringComparison.Ordinal)).Except(harmless)));
    }

    [TestMethod]
    public void A_temporary_folder_is_the_runs_own_and_goes_with_it()
    {
        var program = Program("Temporary");
        var (plain, guest, temp) = (Prepare("plain"), Prepare("guest"), Directory.CreateDirectory(_folder["temp"]).FullName);
        var environment = new Dictionary<string, string?> { ["TMPDIR"] = temp, ["TMP"] = temp, ["DOTNET_EnableDiagnostics"] = "0" };
        var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program, "", plain]);

        var alone = RexecIl.Run(["run", "--allow-temp", program], "", environment: environment);
        var moved = RexecIl.Run(["run", "--allow-temp", $"--allow-write={guest}", program, "", guest], "", environment: environment);
        var elsewhere = RexecIl.Run(["run", "--allow-temp", program, "", guest], "", environment: environment);
        var beside = RexecIl.Run(["run", "--allow-temp", $"--allow-write={guest}", program, "", guest, temp], "", environment: environment);
        var without = RexecIl.Run("run", $"--allow-read={temp}", $"--allow-write={temp}", program);
        var nothing = RexecIl.Run("run", program);

        Assert.AreEqual(3, alone.ExitCode, alone.ToString());
        Assert.AreEqual(expected.ToString(), moved.ToString());
        Assert.AreEqual(Content(plain), Content(guest));
        Assert.Contains("Requires write access to", elsewhere.Error);
        Assert.Contains("Requires write access to", beside.Error);
        Assert.Contains("run again with --allow-temp", without.Error);
        Assert.Contains("--allow-temp", nothing.Error);
        Assert.AreEqual(126, nothing.ExitCode);
        Assert.IsEmpty(Directory.GetFileSystemEntries(temp), string.Join(',', Directory.GetFileSystemEntries(temp)));
    }

    private static string[] Arguments(string name, string root) => name == "EachUse" ? [root] : [Path.Combine(root, "data"), root];

    private string Program(string name) => _folder.Program(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Corpus", "Files", name + ".cs")), name);

    private string Prepare(string name)
    {
        var root = Directory.CreateDirectory(_folder[name]).FullName;
        Directory.CreateDirectory(Path.Combine(root, "data"));
        File.WriteAllText(Path.Combine(root, "data/north.csv"), "day,region,product,count,price\n2026-01-02,north,\"Tea, green\",3,4.50\n2026-01-03,north,Coffee,2,9\n");
        File.WriteAllText(Path.Combine(root, "data/south.csv"), "day,region,product,count,price\n2026-01-02,south,Coffee,7,8.75\n");
        return root;
    }

    private static string Content(string root) => string.Join('\n', Directory
        .EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => path[root.Length..] + (File.Exists(path) ? "=" + Convert.ToHexString(File.ReadAllBytes(path)) : "/")));
}
