using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

[TestClass]
public sealed class RunCommandTests
{
    private const string PrintArguments = """System.Console.WriteLine("[" + string.Join("|", args) + "]");""";

    [TestMethod]
    [DataRow(new[] { "run", "GUEST", "a", "b" }, "[a|b]")]
    [DataRow(new[] { "run", "GUEST", "--", "--max-time", "--" }, "[--max-time|--]")]
    [DataRow(new[] { "run", "GUEST", "--unknown", "-x" }, "[--unknown|-x]")]
    [DataRow(new[] { "run", "GUEST", "a", "--allow-read" }, "[a|--allow-read]")]
    [DataRow(new[] { "run", "GUEST", "--allow-read", "-E", "--max-time", "50s", "a" }, "[a]")]
    [DataRow(new[] { "run", "--allow-read", "GUEST", "@file", "" }, "[@file|]")]
    [DataRow(new[] { "run", "--max-time=50s", "-RW", "--", "GUEST", "-R" }, "[-R]")]
    [DataRow(new[] { "--color", "never", "run", "GUEST", "--help" }, null)]
    [DataRow(new[] { "run", "GUEST", "--", "--help", "--version" }, "[--help|--version]")]
    public void Words_go_to_the_tool_or_to_the_guest(string[] words, string? expected)
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program(PrintArguments);

        var result = RexecIl.Run([.. words.Select(word => word == "GUEST" ? guest : word)]);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        if (expected is null)
        {
            Assert.Contains("Usage:", result.Output);
        }
        else
        {
            Assert.AreEqual(expected + "\n", result.Output);
        }
    }

    [TestMethod]
    [DataRow("return 0;", 0)]
    [DataRow("return 7;", 7)]
    [DataRow("return 119;", 119)]
    [DataRow("return 127;", 127)]
    [DataRow("System.Environment.Exit(5); return 6;", 5)]
    [DataRow("System.Environment.ExitCode = 8;", 8)]
    public void The_guest_s_own_code_is_the_exit_code(string source, int expected)
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Program(source));

        Assert.AreEqual(expected, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Error);
    }

    [TestMethod]
    [DataRow(-1)]
    [DataRow(120)]
    [DataRow(126)]
    [DataRow(128)]
    [DataRow(139)]
    [DataRow(256)]
    public void A_code_that_means_something_else_becomes_1_and_is_said(int code)
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Program($"return {code};"));

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.Contains($"code {code}", result.Error);
    }

    [TestMethod]
    public void An_uncaught_exception_gives_1_and_the_guest_s_frames_only()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program(
            """
            Outer.Run();

            internal static class Outer
            {
                internal static void Run() => throw new System.InvalidOperationException("my own fault");
            }
            """);

        var result = RexecIl.Run("run", guest);

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.StartsWith("Unhandled exception. System.InvalidOperationException: my own fault\n   at Outer.Run()", result.Error);
        Assert.DoesNotContain("RExecIL", result.Error);
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public void A_guest_whose_time_is_up_gives_124()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Program("while (true) { }"), "--max-time", "300ms");

        Assert.AreEqual(124, result.ExitCode, result.ToString());
        Assert.Contains("--max-time", result.Error);
    }

    [TestMethod]
    public void A_guest_without_bottom_gives_122()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Program("System.Console.WriteLine(F(1)); static int F(int x) => 1 + F(x + 1);"));

        Assert.AreEqual(122, result.ExitCode, result.ToString());
    }

    [TestMethod]
    public void A_refused_guest_gives_126_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("""System.Console.WriteLine("started"); System.Diagnostics.Process.Start("true");""");

        var result = RexecIl.Run("run", guest);

        Assert.AreEqual(126, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Output);
        Assert.Contains("error RX2001: System.Diagnostics.Process.Start(string)", result.Error);
        Assert.Contains("was refused and did not start", result.Error);
    }

    [TestMethod]
    public void A_library_gives_126()
    {
        using var folder = new TemporaryFolder();
        var library = folder.Write(CSharpFixture.Compile("public class Nothing;", "Library"));

        var result = RexecIl.Run("run", library);

        Assert.AreEqual(126, result.ExitCode, result.ToString());
        Assert.Contains("entry point", result.Error);
    }

    [TestMethod]
    public void A_grant_reaches_the_files_it_names_and_no_others()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["open"]);
        File.WriteAllText(folder["open/a.txt"], "inside");
        File.WriteAllText(folder["b.txt"], "outside");
        var guest = folder.Program("System.Console.Write(System.IO.File.ReadAllText(args[0]));");

        var inside = RexecIl.Run("run", $"--allow-read={folder["open"]}", guest, folder["open/a.txt"]);
        var outside = RexecIl.Run("run", $"--allow-read={folder["open"]}", guest, folder["open/../b.txt"]);
        var denied = RexecIl.Run("run", "--allow-read", $"--deny-read={folder["open"]}", guest, folder["open/a.txt"]);

        Assert.AreEqual("inside", inside.Output, inside.ToString());
        Assert.AreEqual(1, outside.ExitCode, outside.ToString());
        Assert.Contains("UnauthorizedAccessException", outside.Error);
        Assert.Contains("--allow-read=", outside.Error);
        Assert.AreEqual(1, denied.ExitCode, denied.ToString());
    }

    [TestMethod]
    public void A_relative_grant_counts_from_where_the_caller_stands()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(folder["data/a.txt"], "inside");
        var guest = folder.Program("""System.Console.Write(System.IO.File.ReadAllText("data/a.txt"));""");

        var result = RexecIl.Run(["run", "--allow-read=./data", guest], "", folder.Path);

        Assert.AreEqual("inside", result.Output, result.ToString());
    }

    [TestMethod]
    public void An_environment_grant_reaches_the_names_it_lists()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program(
            """foreach (var name in args) { System.Console.WriteLine(name + "=" + System.Environment.GetEnvironmentVariable(name)); }""");
        var environment = new Dictionary<string, string?> { ["APP_A"] = "1", ["APP_B"] = "2", ["SECRET"] = "3" };

        var result = RexecIl.Run(["run", "--allow-env=APP_*", guest, "APP_A", "APP_B"], "", environment: environment);
        var secret = RexecIl.Run(["run", "--allow-env=APP_*", guest, "SECRET"], "", environment: environment);

        Assert.AreEqual("APP_A=1\nAPP_B=2\n", result.Output, result.ToString());
        Assert.DoesNotContain("3", secret.Output);
    }

    [TestMethod]
    public void Standard_input_passes_through_byte_for_byte()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program(
            """
            string? line;
            while ((line = System.Console.ReadLine()) != null) { System.Console.WriteLine(line.Length + ":" + line); }
            """);

        var result = RexecIl.Run(["run", guest], "eins\r\n\nzwei ✓\nlast without end");

        Assert.AreEqual("4:eins\n0:\n6:zwei ✓\n16:last without end\n", result.Output, result.ToString());
    }

    [TestMethod]
    public void A_missing_guest_gives_2()
    {
        var result = RexecIl.Run("run", "/no/such/guest.dll");

        Assert.AreEqual(2, result.ExitCode);
        Assert.AreEqual("rexec-il: error: There is no file '/no/such/guest.dll'.\n", result.Error);
    }

    [TestMethod]
    public void Without_fuel_it_ends_the_same_way_every_time()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("for (var i = 0; ; i++) System.Console.WriteLine(i);");

        var (first, second) = (RexecIl.Run("run", "--max-fuel", "20k", guest), RexecIl.Run("run", "--max-fuel", "20000", guest));

        Assert.AreEqual(120, first.ExitCode, first.ToString());
        Assert.Contains("20,000 units of fuel", first.Error);
        Assert.AreEqual(first.Output, second.Output);
        Assert.IsGreaterThan(100, first.Output.Length);
    }

    [TestMethod]
    public void It_tells_what_was_used_and_which_limits_would_do()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("for (var i = 0; i < 100; i++) System.Console.Write(\"abc\");");

        var (used, traced) = (RexecIl.Run("run", "--usage", guest), RexecIl.Run("run", "--trace-limits", guest));

        Assert.AreEqual(0, used.ExitCode, used.ToString());
        Assert.Contains("300 B of output, 0 B of error output.", used.Error);
        Assert.DoesNotContain("fuel", used.Error);
        Assert.Contains(" units of fuel.", traced.Error);
        var options = traced.Error.Split('\n').Single(line => line.Contains("--max-time", StringComparison.Ordinal)).Trim().Split(' ');
        var limited = RexecIl.Run(["run", .. options, guest]);
        Assert.AreEqual(0, limited.ExitCode, limited.ToString());
        Assert.AreEqual(used.Output, limited.Output);
    }

    [TestMethod]
    public void Untrusted_code_runs_with_all_limits_or_not_at_all()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("System.Console.Write(1);");
        string[] limits = ["--max-time=5s", "--max-alloc=10MB", "--max-stdout=1KB", "--max-stderr=1KB"];

        for (var missing = 0; missing < limits.Length; missing++)
        {
            var result = RexecIl.Run(["run", "--policy", "untrusted", .. limits.Where((_, index) => index != missing), guest]);
            Assert.AreEqual(2, result.ExitCode, result.ToString());
            Assert.Contains(limits[missing].Split('=')[0], result.Error);
            Assert.AreEqual("", result.Output);
        }

        var whole = RexecIl.Run(["run", "--policy", "untrusted", .. limits, guest]);
        Assert.AreEqual(0, whole.ExitCode, whole.ToString());
        Assert.AreEqual("1", whole.Output);
    }

    [TestMethod]
    [DataRow("""{ "extends": "script", "limits": { "maxFuel": "50k" } }""", 120, "--max-fuel")]
    [DataRow("""{ "extends": "script", "limits": { "maxAlloc": "1MB" } }""", 121, "--max-alloc")]
    [DataRow("""{ "extends": "script", "limits": { "maxStdout": "1KB" } }""", 123, "--max-stdout")]
    [DataRow("""{ "extends": "untrusted", "limits": { "maxTime": "20s", "maxAlloc": "1GB", "maxStdout": "1KB", "maxStderr": "1KB" } }""", 123, "--max-stdout")]
    public void Limits_of_a_policy_file_hold(string policy, int exitCode, string option)
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("while (true) System.Console.WriteLine(new string('a', 100));");
        File.WriteAllText(folder["p.rexec.json"], policy);

        var result = RexecIl.Run("run", "--policy", folder["p.rexec.json"], guest);

        Assert.AreEqual(exitCode, result.ExitCode, result.ToString());
        Assert.Contains(option, result.Error);
    }

    [TestMethod]
    public void Tracing_limits_lifts_none_and_says_when_one_ended_the_run()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("while (true) { }");
        File.WriteAllText(folder["p.rexec.json"], """{ "extends": "script", "limits": { "maxFuel": "50k", "maxTime": "20s" } }""");

        var result = RexecIl.Run("run", "--trace-limits", "--policy", folder["p.rexec.json"], guest);

        Assert.AreEqual(120, result.ExitCode, result.ToString());
        Assert.Contains("50,000 units of fuel.", result.Error);
        Assert.Contains("may be too low", result.Error);
    }
}
