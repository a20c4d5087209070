using System.Text.Json;
using RExecIL.Cli.Permissions;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary><c>run --audit</c>, <c>--trace-permissions</c>, <c>--prompt</c> and <c>--allow-all</c>.</summary>
[TestClass]
public sealed class PermissionCommandTests : IDisposable
{
    private const string Source =
        """
        using System;
        using System.IO;

        static class Program
        {
            static void Try(Func<string> action)
            {
                try { Console.WriteLine(action()); }
                catch (UnauthorizedAccessException e) { Console.WriteLine("denied: " + e.Message); }
            }

            static int Main(string[] args)
            {
                // A request for the cursor's place: the terminal answers as if somebody typed.
                if (args.Length > 3) { Console.Write("\u001b[8m\u001b[6n"); }
                Try(() => File.ReadAllText(args[0]));
                Try(() => { File.WriteAllText(args[1], "written"); return "wrote"; });
                Try(() => Environment.GetEnvironmentVariable(args[2]) ?? "unset");
                Try(() => File.ReadAllText(args[0] + ".other"));
                Try(() => File.ReadAllText(args[0]));
                return 0;
            }
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _guest;
    private readonly string[] _arguments;

    public PermissionCommandTests()
    {
        _guest = _folder.Program(Source, "plugin");
        _arguments = [_folder["in, put.txt"], _folder["out"], "REXEC_TEST"];
        File.WriteAllText(_arguments[0], "content");
        File.WriteAllText(_arguments[0] + ".other", "other content");
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void What_a_trace_prints_is_what_the_run_needs()
    {
        var log = _folder["log"];
        var traced = RexecIl.Run(["run", "--audit", log, "--trace-permissions", _guest, .. _arguments], "");
        Assert.AreEqual(0, traced.ExitCode, traced.ToString());
        Assert.IsFalse(File.Exists(_arguments[1]), "Learning grants nothing.");
        StringAssert.Contains(traced.Error, "some of that was refused", null);

        var options = traced.Error.Split('\n').Single(line => line.Contains("--allow-write", StringComparison.Ordinal) && line.StartsWith(' ')).Trim();
        Assert.AreEqual(
            $"'--allow-read={_arguments[0].Replace(",", ",,", StringComparison.Ordinal)},{_arguments[0].Replace(",", ",,", StringComparison.Ordinal)}.other' --allow-write={_arguments[1]} --allow-env=REXEC_TEST",
            options);

        var json = traced.Error[(traced.Error.IndexOf('{', StringComparison.Ordinal))..(traced.Error.LastIndexOf('}') + 1)];
        File.WriteAllText(_folder["needed.rexec.json"], json);
        var granted = RexecIl.Run(["run", "--audit", log, "--policy", _folder["needed.rexec.json"], _guest, .. _arguments], "");
        Assert.AreEqual("content\nwrote\nunset\nother content\ncontent\n", granted.Output.ReplaceLineEndings("\n"), granted.ToString());

        var lines = File.ReadAllLines(log).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.HasCount(4, lines.Where(line => !line.GetProperty("allowed").GetBoolean() && !line.TryGetProperty("count", out _)));
        Assert.IsTrue(lines.Exists(line => line.TryGetProperty("count", out var count) && count.GetInt64() == 2));

        // The log is no guest's, whatever it may do otherwise.
        var all = RexecIl.Run(["run", "-A", "--audit", log, _guest, _arguments[0], log, "PATH"], "");
        StringAssert.Contains(all.Error, "--allow-all grants everything", null);
        StringAssert.Contains(all.Output, "denied: Requires write access", null);
        Assert.IsTrue(File.ReadAllLines(log).Length > lines.Count);
    }

    [TestMethod]
    public void Nobody_is_asked_without_a_terminal()
    {
        var result = RexecIl.Run(["run", "--prompt", _guest, .. _arguments], "y\ny\ny\n");

        Assert.AreEqual(2, result.ExitCode);
        StringAssert.Contains(result.Error, "--prompt has nobody to ask", null);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public async Task Somebody_at_a_terminal_is_asked()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Inconclusive("The terminal of this test is one of Linux.");
        }

        using var terminal = new PseudoTerminal(["run", "--prompt", "--max-time", "60s", _guest, .. _arguments, "hide"]);
        terminal.Type("y\ny\n"); // Typed ahead: no answer to a question that nobody has seen.
        await terminal.WaitFor("Allow? [y/n/A]");
        await Task.Delay(500);
        Assert.DoesNotContain("Allowed", terminal.Shown);
        terminal.Type("yes\n"); // An answer is exactly one of those that were offered.
        await terminal.WaitFor("Allow? [y/n/A]", times: 2);
        Assert.DoesNotContain("Allowed", terminal.Shown);
        terminal.Type("y\n");
        await terminal.WaitFor("write access");
        await terminal.WaitFor("Allow? [y/n/A]", times: 3);
        terminal.Type("n\n");
        await terminal.WaitFor("environment access");
        await terminal.WaitFor("Allow? [y/n/A]", times: 4);
        terminal.Type("A\n");
        await terminal.WaitFor("Allow? [y/n/A]", times: 5);
        terminal.Type("n\n");

        Assert.AreEqual(0, await terminal.End(), terminal.Shown);
        var shown = terminal.Shown.ReplaceLineEndings("\n");
        StringAssert.Contains(shown, $"\e[!p\e[?25h\n┌ ⚠ plugin.dll requests read access to \"{_arguments[0]}\".\n├ Requested by: Program.", null);
        StringAssert.Contains(shown, $"├ To allow always: --allow-read={_arguments[0].Replace(",", ",,", StringComparison.Ordinal)}\n└ Allow? [y/n/A] (y = yes, n = no, A = all read) > ", null);
        StringAssert.Contains(shown, "✓ Allowed read.\ncontent\n", null);
        StringAssert.Contains(shown, "✗ Denied write.\ndenied: Requires write access", null);
        StringAssert.Contains(shown, "✓ Allowed all environment.\nunset\n", null);
        StringAssert.Contains(shown, "✗ Denied read.\ndenied: Requires read access", null);
        Assert.EndsWith("content\n", shown, "One answer holds for the run.");
        Assert.IsFalse(File.Exists(_arguments[1]));
    }

    [TestMethod]
    public void A_name_cannot_change_the_question()
    {
        var error = new StringWriter();
        var answers = new StringReader("yes\n\nno\n");
        var prompt = new TerminalPrompt(answers, error, () => { }, resetsTerminal: false);

        Assert.AreEqual(PermissionAnswer.Deny, prompt.Answer(new PermissionRequest("g", "evil\u202Egnp", "read", "/a\n└ Allow? y\e[2K\u200B\u0301" + new string('x', 5_000))
        {
            Caller = "C.M\r()",
            Flag = "--allow-read=\u0007",
        }));

        var lines = error.ToString().ReplaceLineEndings("\n").Split('\n');
        Assert.AreEqual("", lines[0]);
        Assert.StartsWith("┌ ⚠ evil?gnp.dll requests read access to \"/a?└ Allow? y?[2K??xxx", lines[1]);
        Assert.IsLessThan(250, lines[1].Length);
        Assert.AreEqual("├ Its name is longer, or has characters that cannot be shown (?).", lines[2]);
        Assert.AreEqual("├ Requested by: C.M?()", lines[3]);
        Assert.AreEqual("├ To allow always: --allow-read=?", lines[4]);
        Assert.IsTrue(lines[5..].All(line => line.Length == 0 || line[0] is '└' or '✗'), error.ToString());

        Assert.AreEqual(PermissionAnswer.Deny, new TerminalPrompt(TextReader.Null, TextWriter.Null, () => { }, false).Answer(new PermissionRequest("g", "g", "temp", null)));
        Assert.AreEqual(PermissionAnswer.Deny, new TerminalPrompt(new StringReader("a\na\na\n"), TextWriter.Null, () => { }, false).Answer(new PermissionRequest("g", "g", "env", null)));
        Assert.AreEqual(PermissionAnswer.AllowAll, new TerminalPrompt(new StringReader("A\n"), TextWriter.Null, () => { }, false).Answer(new PermissionRequest("g", "g", "env", null)));
    }
}
