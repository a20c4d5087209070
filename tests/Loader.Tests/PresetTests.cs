using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Each preset runs what it is for, and refuses what it is not.</summary>
[TestClass]
public sealed class PresetTests
{
    private const string Computes = "return args[0].Length + System.Linq.Enumerable.Range(1, 3).Sum();";
    private const string Prints = "Console.Write(Console.In.ReadToEnd().Length); return args.Length;";
    private const string KeepsData = "File.WriteAllText(\"data/kept\", args[0]); Console.Write(File.ReadAllText(\"data/kept\")); return 0;";
    private const string Knows = "Console.Write(Environment.GetEnvironmentVariables().Count > 0 && File.Exists(args[0]) && Path.GetTempPath().Length > 0); return 0;";
    private const string Starts = "System.Diagnostics.Process.Start(\"/bin/true\"); return 0;";

    [TestMethod]
    [DataRow("pure", Computes, 7, "", Prints)]
    [DataRow("script", Prints, 1, "5", KeepsData)]
    [DataRow("untrusted", Prints, 1, "5", KeepsData)]
    [DataRow("plugin", KeepsData, 0, "w", "return Environment.GetEnvironmentVariable(\"HOME\").Length;")]
    [DataRow("trusted", Knows, 0, "False", Starts)]
    public void A_preset_runs_what_it_is_for_and_refuses_the_rest(string preset, string runs, int code, string expected, string refused)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        var policy = PolicyReader.Read("test", Encoding.UTF8.GetBytes($$"""{ "extends": "{{preset}}" }"""), InstalledRuntime.Catalog)
            .Value.RelativeTo(folder.Path);
        var output = new StringWriter();
        var rexec = new Rexec(new RexecOptions
        {
            Policy = policy,
            Quota = Quota.Untrusted with { MaxTime = TimeSpan.FromMinutes(1) },
            In = new StringReader("input"),
            Out = output,
            Error = TextWriter.Null,
        });

        var loaded = rexec.Load(Program(runs.Replace("\"data/", $"@\"{folder.Path}/data/", StringComparison.Ordinal)));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics));
        Assert.AreEqual(new Outcome<int>.Returned(code), rexec.Run(loaded.Value, ["w"]));
        Assert.AreEqual(expected, output.ToString());
        Assert.IsFalse(rexec.Load(Program(refused)).IsAccepted);
    }

    [TestMethod]
    public void A_plugin_has_its_folder_and_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(folder["beside"], "secret");
        var policy = Policy.Preset("plugin", InstalledRuntime.Catalog).RelativeTo(folder.Path);
        var rexec = new Rexec(new RexecOptions { Policy = policy, Out = TextWriter.Null });
        var guest = rexec.Load(Program("foreach (var path in args) { try { File.ReadAllText(path); return 1; } catch (UnauthorizedAccessException) { } } return 0;")).Value;

        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(guest, [folder["beside"], folder["data"] + "/../beside"]));
    }

    [TestMethod]
    public void Every_preset_has_a_page()
    {
        foreach (var name in Policy.PresetNames)
        {
            var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "presets", name + ".md"));
            StringAssert.Contains(page, "**Does not defend**", null);
            StringAssert.Contains(page, "**Allows**", null);
        }
    }

    private static Verifier.GuestImage Program(string body) => CSharpFixture.Compile(
        $$"""
        using System;
        using System.IO;
        using System.Linq;
        static class Program { static int Main(string[] args) { {{body}} } }
        """,
        "Program",
        exe: true);
}
