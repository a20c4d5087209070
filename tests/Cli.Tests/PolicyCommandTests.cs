using System.Text.Json;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

[TestClass]
public sealed class PolicyCommandTests
{
    [TestMethod]
    public void Explain_tells_verdict_line_effects_and_witness()
    {
        var output = Successful("policy", "explain", "System.IO.Directory.GetFiles");

        Assert.Contains("M:System.IO.Directory.GetFiles(System.String,System.String)", output);
        Assert.Contains("denied: it belongs to a type that needs the capability read", output);
        Assert.MatchesRegex(@"decided by  overlay\.api\(\d+\): redirect T:System\.IO\.Directory => ", output);
        Assert.MatchesRegex(@"effects     (?:[A-Z]+,)*FS", output);
        Assert.MatchesRegex("→ .*native SystemNative_", output.ReplaceLineEndings(" "));
    }

    [TestMethod]
    public void Explain_writes_one_document_for_programs()
    {
        using var document = JsonDocument.Parse(Successful("policy", "explain", "System.Console.WriteLine", "--json"));

        Assert.AreEqual("rexec-il/policy-explain/1", document.RootElement.GetProperty("schema").GetString());
        var member = document.RootElement.GetProperty("members").EnumerateArray()
            .Single(member => member.GetProperty("id").GetString() == "M:System.Console.WriteLine(System.String)");
        Assert.AreEqual("redirect", member.GetProperty("verdict").GetString());
        Assert.AreEqual("RExecIL.Runtime.Shims.ConsoleShims.WriteLine", member.GetProperty("shim").GetString());
        Assert.Contains("CONSOLE", member.GetProperty("effects").EnumerateArray().Select(effect => effect.GetString()!).ToList());
    }

    [TestMethod]
    public void Explain_of_nothing_says_what_may_be_meant()
    {
        var result = RexecIl.Run("policy", "explain", "System.IO.Fil.Open");

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.Contains("Did you mean System.IO.File.Open?", result.Error);
    }

    [TestMethod]
    public void Show_counts_what_is_offered()
    {
        using var document = JsonDocument.Parse(Successful("policy", "show", "pure", "--json"));
        var counts = document.RootElement.GetProperty("namespaces").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!);

        Assert.AreEqual("none", document.RootElement.GetProperty("grants").GetProperty("capabilities").GetString());
        Assert.IsGreaterThan(200, counts["System.Linq"].GetProperty("allow").GetInt32());
        Assert.AreEqual(0, counts["System.Runtime.Loader"].GetProperty("allow").GetInt32());
        Assert.Contains("capabilities  console", Successful("policy", "show"));
    }

    [TestMethod]
    public void Expand_lists_what_is_offered_in_order()
    {
        var lines = Successful("policy", "expand", "--filter", "System.Console.Write").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.IsTrue(lines.Contains("redirect M:System.Console.Write(System.Char) => RExecIL.Runtime.Shims.ConsoleShims.Write"));
        CollectionAssert.AreEqual(lines.Order(StringComparer.Ordinal).ToList(), lines);
        Assert.AreEqual("", Successful("policy", "expand", "pure", "--filter", "System.Console.Write"));
        Assert.Contains("deny     M:System.Console.Write(System.Char)", Successful("policy", "expand", "pure", "--all", "--filter", "System.Console.Write("));
    }

    [TestMethod]
    public void Diff_gives_1_when_more_is_offered()
    {
        var more = RexecIl.Run("policy", "diff", "pure", "script");
        var less = RexecIl.Run("policy", "diff", "script", "pure");
        var same = RexecIl.Run("policy", "diff", "script", "script");

        Assert.AreEqual((1, 0, 0), (more.ExitCode, less.ExitCode, same.ExitCode));
        Assert.Contains("newly offered, for review", more.Output);
        Assert.Contains("no longer offered", less.Output);
        Assert.AreEqual("no difference\n", same.Output);
    }

    [TestMethod]
    [DataRow("""{ "extends": "script", "read": ["a"] }""", """{ "extends": "script", "read": ["a", "b"] }""", 1)]
    [DataRow("""{ "extends": "script", "read": ["a"], "denyRead": ["a/b"] }""", """{ "extends": "script", "read": ["a"] }""", 1)]
    [DataRow("""{ "extends": "script", "limits": { "maxTime": "1s" } }""", """{ "extends": "script", "limits": { "maxTime": "500ms" } }""", 0)]
    public void Diff_sees_wider_grants(string old, string @new, int exitCode)
    {
        using var folder = new TemporaryFolder();
        var result = RexecIl.Run("policy", "diff", Write(folder, "old.json", old), Write(folder, "new.json", @new), "--json");

        Assert.AreEqual(exitCode, result.ExitCode, result.ToString());
        using var document = JsonDocument.Parse(result.Output);
        Assert.AreEqual(exitCode == 1, document.RootElement.GetProperty("offersMore").GetBoolean());
    }

    [TestMethod]
    public void Diff_compares_frameworks_too()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        Assert.AreEqual("no difference\n", Successful("policy", "diff", framework, framework));
        Assert.Contains("a policy with a policy", RexecIl.Run("policy", "diff", framework, "script").Error);
    }

    [TestMethod]
    public void Lint_gives_1_for_what_it_finds()
    {
        using var folder = new TemporaryFolder();
        var result = RexecIl.Run("policy", "lint", Write(folder, "policy.json", """{ "extends": "script", "allow": ["M:System.Math.Abs"] }"""));

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.Contains("(1,35): error RX5020", result.Output);
    }

    [TestMethod]
    public void Lint_is_silent_on_what_decides()
    {
        using var folder = new TemporaryFolder();
        var file = Write(folder, "policy.json", """{ "extends": "script", "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"], "deny": ["T:System.Random"] }""");

        Assert.EndsWith("policy.json: nothing found\n", Successful("policy", "lint", file));
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    [TestMethod]
    public void Recompute_reviews_a_build()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("policy", "recompute", "--framework", InstalledRuntime.Directory, "--out", folder["sub/runtimes.txt"]);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        StringAssert.Contains(result.Error, " members are withheld, ");
        StringAssert.Contains(
            File.ReadAllText(folder["sub/runtimes.txt"]), $"\nmodule System.Private.CoreLib {typeof(object).Module.ModuleVersionId}\n");
        Assert.HasCount(1, Directory.GetFiles(folder["sub"]));
    }

    [TestMethod]
    public void Recompute_of_no_framework_is_a_mistake()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("policy", "recompute", "--framework", folder.Path, "--out", folder["runtimes.txt"]);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        StringAssert.Contains(result.Error, "is no folder of a framework");
        Assert.IsEmpty(Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void Recompute_of_other_builds_needs_a_place()
    {
        var result = RexecIl.Run("policy", "recompute", "--framework", InstalledRuntime.Directory);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        StringAssert.Contains(result.Error, "need --out");
    }

    private static string Successful(params string[] words)
    {
        var result = RexecIl.Run(words);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        return result.Output;
    }
}
