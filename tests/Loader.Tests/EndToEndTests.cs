using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Ordinary C# through all stages: verified, rewritten, checked, loaded, run, unloaded.</summary>
[TestClass]
public sealed class EndToEndTests
{
    [TestMethod]
    public void A_program_that_knows_nothing_of_sandboxes_runs()
    {
        var (outcome, output, report) = Run(
            """
            using System;
            using System.Linq;

            record Point(int X, int Y);

            static class Program
            {
                static int Main(string[] args)
                {
                    var points = Enumerable.Range(1, 3).Select(i => new Point(i, i * i)).ToList();
                    foreach (var point in points) Console.WriteLine($"{point} {point.X:D2}");
                    try { throw new InvalidOperationException("caught"); }
                    catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
                    finally { Console.WriteLine("finally"); }
                    return args.Length;
                }
            }
            """,
            arguments: ["a", "b"]);

        Assert.AreEqual(new Outcome<int>.Returned(2), outcome);
        Assert.AreEqual(
            "Point { X = 1, Y = 1 } 01\nPoint { X = 2, Y = 4 } 02\nPoint { X = 3, Y = 9 } 03\ncaught\nfinally\n",
            output.ReplaceLineEndings("\n"));
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    public void An_endless_loop_that_swallows_everything_ends_in_time()
    {
        var (outcome, _, report) = Run(
            """
            static class Program
            {
                static void Main()
                {
                again:
                    try { while (true) { } }
                    catch { goto again; }
                    finally { while (true) { } }
                }
            }
            """,
            maxTime: TimeSpan.FromMilliseconds(200));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    public void Endless_recursion_ends_before_the_stack_does()
    {
        var (outcome, _, report) = Run(
            """
            static class Program
            {
                static int Deep(int n) { try { return Deep(n + 1) + 1; } finally { Deep(n); } }
                static int Main() => Deep(0);
            }
            """);

        Assert.AreEqual(new Outcome<int>.OutOfStack(), outcome);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    public void A_granted_file_is_read_and_another_is_denied()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["in.txt"], "data");
        var (outcome, output, _) = Run(
            """
            using System;
            using System.IO;

            static class Program
            {
                static void Main(string[] args)
                {
                    Console.WriteLine(File.ReadAllText(args[0]));
                    try { using var reader = new StreamReader("/etc/passwd"); }
                    catch (UnauthorizedAccessException e) { Console.WriteLine(e.Message); }
                    Environment.Exit(9);
                }
            }
            """,
            policy: policy => policy.Granting(Capability.Read, [folder.Path]),
            arguments: folder["in.txt"]);

        Assert.AreEqual(new Outcome<int>.Exited(9), outcome);
        Assert.AreEqual(
            "data\nRequires read access to \"/etc/passwd\", run again with --allow-read=/etc/passwd\n",
            output.ReplaceLineEndings("\n"));
    }

    /// <summary>
    /// The JIT of 10.0.12 ends the process over a loop that comes back to the start of a finally handler when nothing leaves
    /// the protected block; and these are the shapes near it.
    /// </summary>
    [TestMethod]
    [DataRow("try { while (true) { } } finally { while (true) { } }")]
    [DataRow("try { while (true) n++; } finally { try { while (true) n++; } finally { while (true) n++; } }")]
    [DataRow("try { while (true) n++; } finally { try { while (true) n++; } catch { while (true) n++; } }")]
    [DataRow("try { try { while (true) n++; } finally { while (true) n++; } } finally { while (true) n++; }")]
    [DataRow("try { while (true) n++; } catch (Exception) when (n++ == 3) { while (true) n++; } finally { while (true) n++; }")]
    [DataRow("while (true) { try { throw new Exception(); } finally { while (true) n++; } }")]
    [DataRow("lock (new object()) while (true) n++;")]
    public void Endless_handlers_end_in_time(string body)
    {
        var (outcome, _, report) = Run(
            "using System; static class Program { static int n; static void Main() { " + body + " } }", TimeSpan.FromMilliseconds(100));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    [TestMethod]
    public void What_the_policy_refuses_is_not_loaded()
    {
        var rexec = Environment(TextWriter.Null, TimeSpan.FromMinutes(1), policy => policy);

        var refused = rexec.Load(CSharpFixture.Compile(
            "static class Program { static void Main() => System.Diagnostics.Process.Start(\"sh\"); }", exe: true));

        Assert.IsFalse(refused.IsAccepted);
        Assert.AreEqual(0, rexec.Unload().GcRounds);
    }

    private static (Outcome<int> Outcome, string Output, UnloadReport Report) Run(
        string source, TimeSpan? maxTime = null, Func<Policy, Policy>? policy = null, params string[] arguments)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = Environment(output, maxTime ?? TimeSpan.FromMinutes(1), policy ?? (same => same));
        var outcome = LoadAndRun(rexec, CSharpFixture.Compile(source, exe: true), arguments);
        return (outcome, output.ToString(), rexec.Unload());
    }

    private static Outcome<int> LoadAndRun(Rexec rexec, GuestImage image, string[] arguments)
    {
        var loaded = rexec.Load(image);
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        return rexec.Run(loaded.Value, arguments);
    }

    private static Rexec Environment(TextWriter output, TimeSpan maxTime, Func<Policy, Policy> policy) => new(new RexecOptions
    {
        Policy = policy(Policy.Preset("script", InstalledRuntime.Catalog)),
        Quota = new Quota { MaxTime = maxTime, GracePeriod = TimeSpan.FromSeconds(20) },
        In = TextReader.Null,
        Out = output,
        Error = TextWriter.Null,
    });
}
