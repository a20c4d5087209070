using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

[TestClass]
public sealed class UsageTests
{
    [TestMethod]
    public void Help() => Snapshot.Match(Successful("--help"));

    [TestMethod]
    public void Help_verify() => Snapshot.Match(Successful("verify", "--help"));

    [TestMethod]
    public void Help_run() => Snapshot.Match(Successful("run", "--help"));

    [TestMethod]
    public void Help_rewrite() => Snapshot.Match(Successful("rewrite", "-h"));

    [TestMethod]
    public void Help_policy() => Snapshot.Match(Successful("policy", "--help"));

    [TestMethod]
    [DataRow("diff")]
    [DataRow("expand")]
    [DataRow("explain")]
    [DataRow("lint")]
    [DataRow("show")]
    public void Help_of_policy_commands_tells_usage_and_exit_codes(string command)
    {
        var help = Successful("policy", command, "--help");

        Assert.Contains($"rexec-il policy {command} ", help);
        Assert.Contains("Exit codes:", help);
    }

    [TestMethod]
    public void Help_policy_infer() => Snapshot.Match(Successful("policy", "infer", "--help"));

    [TestMethod]
    public void Version_is_one_line() => Assert.MatchesRegex(@"^\d+\.\d+\.\d+[^\n]*\n$", Successful("--version"));

    [TestMethod]
    public void Alone_it_prints_help_and_fails_closed()
    {
        var result = RexecIl.Run();

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("Usage:", result.Output);
    }

    [TestMethod]
    [DataRow(new[] { "verfy", "a.dll" }, "Did you mean verify?")]
    [DataRow(new[] { "a.dll" }, "rexec-il run a.dll")]
    [DataRow(new[] { "--policy", "x" }, "before the command")]
    [DataRow(new[] { "verify" }, "verify needs an assembly")]
    [DataRow(new[] { "run" }, "run needs an assembly")]
    [DataRow(new[] { "policy" }, "policy needs a command")]
    [DataRow(new[] { "policy", "infr" }, "Did you mean infer?")]
    [DataRow(new[] { "policy", "infer", "a.dll" }, "infer does not take 'a.dll'")]
    [DataRow(new[] { "policy", "explain" }, "explain needs a member")]
    [DataRow(new[] { "policy", "diff", "script" }, "diff needs a new policy")]
    [DataRow(new[] { "policy", "diff", "script", "pure", "x" }, "diff does not take 'x'")]
    [DataRow(new[] { "policy", "show", "nope" }, "no preset of that name")]
    [DataRow(new[] { "policy", "lint" }, "lint needs a file")]
    [DataRow(new[] { "policy", "infer", "--check" }, "--check needs --out")]
    [DataRow(new[] { "run", "--" }, "run needs an assembly")]
    [DataRow(new[] { "verify", "--polcy", "x", "a.dll" }, "Did you mean --policy?")]
    [DataRow(new[] { "verify", "a.dll", "--policy" }, "--policy has no value")]
    [DataRow(new[] { "verify", "a.dll", "--allow-read=" }, "--allow-read has no value")]
    [DataRow(new[] { "verify", "a.dll", "--allow-read=,a" }, "empty entry")]
    [DataRow(new[] { "verify", "a.dll", "--deny-read" }, "behind '='")]
    [DataRow(new[] { "verify", "a.dll", "--format", "xml" }, "text or json")]
    [DataRow(new[] { "verify", "a.dll", "--color", "pink" }, "auto, always or never")]
    [DataRow(new[] { "verify", "a.dll", "--max-time", "1s" }, "no option --max-time")]
    [DataRow(new[] { "run", "--max-time", "2", "a.dll" }, "500ms, 2s or 1.5m")]
    [DataRow(new[] { "run", "--max-fuel", "0", "a.dll" }, "250000, 1.5M or 2G")]
    [DataRow(new[] { "run", "--max-fuel", "1.5", "a.dll" }, "250000, 1.5M or 2G")]
    [DataRow(new[] { "run", "--max-fuel", "-3", "a.dll" }, "250000, 1.5M or 2G")]
    [DataRow(new[] { "run", "--max-fuel", "99999999999G", "a.dll" }, "250000, 1.5M or 2G")]
    [DataRow(new[] { "run", "--max-time", "0s", "a.dll" }, "500ms, 2s or 1.5m")]
    [DataRow(new[] { "run", "--max-time", "-1s", "a.dll" }, "500ms, 2s or 1.5m")]
    [DataRow(new[] { "run", "--max-time", "99999999999999999999s", "a.dll" }, "500ms, 2s or 1.5m")]
    [DataRow(new[] { "run", "--max-time", "1e3s", "a.dll" }, "500ms, 2s or 1.5m")]
    [DataRow(new[] { "rewrite", "a.dll", "b.dll", "-o", "c.dll" }, "b.dll")]
    [DataRow(new[] { "[suggest]" }, "not a command")]
    [DataRow(new[] { "", "\n" }, "not a command")]
    [DataRow(new[] { "-" }, "not a command")]
    [DataRow(new[] { "--verbose=yes", "verify", "a.dll" }, "takes no value")]
    public void A_wrong_command_line_gives_2_and_says_what_to_do(string[] words, string expected)
    {
        var result = RexecIl.Run(words);

        Assert.AreEqual(2, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Output);
        Assert.StartsWith("rexec-il: error: ", result.Error);
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    private static string Successful(params string[] words)
    {
        var result = RexecIl.Run(words);
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Error);
        return result.Output;
    }
}
