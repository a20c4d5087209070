using System.Collections.Concurrent;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Every request for a power is a decision that hosts hear of, and may be asked about.</summary>
[TestClass]
public sealed class PermissionTests
{
    private const string Program =
        """
        using System;
        using System.IO;

        static class Program
        {
            static void Try(string what, Func<string> action)
            {
                try { Console.WriteLine(what + ": " + action()); }
                catch (Exception e) when (e is UnauthorizedAccessException or IOException) { Console.WriteLine(what + ": " + e.GetType().Name + " " + e.Message); }
            }

            static int Deep(int depth, string path) => depth == 0 ? Read(path) : Deep(depth - 1, path) + 1;

            static int Read(string path)
            {
                try { return File.ReadAllText(path).Length; }
                catch (Exception e) when (e is UnauthorizedAccessException or IOException) { return -1; }
            }

            static int Main(string[] args)
            {
                var (verb, path, times) = (args[0], args[1], args.Length > 2 ? int.Parse(args[2]) : 1);
                for (var i = 0; i < times; i++)
                {
                    switch (verb)
                    {
                        case "read": Try(verb, () => File.ReadAllText(path)); break;
                        case "exists": Try(verb, () => File.Exists(path).ToString()); break;
                        case "list": Try(verb, () => Directory.GetFiles(path, "*", SearchOption.AllDirectories).Length.ToString()); break;
                        case "update": Try(verb, () => { using var file = File.Open(path, FileMode.Open, FileAccess.ReadWrite); file.WriteByte(65); return file.Length.ToString(); }); break;
                        case "env": Try(verb, () => Environment.GetEnvironmentVariable(path)); break;
                        case "envs": Try(verb, () => Environment.GetEnvironmentVariables().Contains(path).ToString()); break;
                        case "temp": Try(verb, () => { var name = Path.Combine(Path.GetTempPath(), "a"); File.WriteAllText(name, "b"); return File.ReadAllText(name); }); break;
                        case "deep": Deep(10_000, path); break;
                        case "many": Read(path + i); break;
                    }
                }

                return 0;
            }
        }
        """;

    private static readonly Lazy<GuestImage> Image = new(() => CSharpFixture.Compile(Program, "Program", exe: true));

    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    [TestMethod]
    public void Decisions_are_data_with_the_caller_and_the_flag()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["granted.txt"], "text");
        var link = Directory.CreateSymbolicLink(folder["link"], "/etc").FullName;
        var audit = new Recorder();

        Run(Granting(folder), audit, null, "read", folder["granted.txt"], "3");
        var load = audit.Decisions.Single(decision => decision.Request.Permission == "load");
        Assert.AreEqual((true, "Program", "Program"), (load.IsAllowed, load.Request.Value, load.Request.Assembly));
        var reads = audit.Of("read");
        Assert.HasCount(3, reads);
        Assert.IsTrue(reads.All(decision => decision.IsAllowed && decision.Request.Value == folder["granted.txt"]));
        Assert.AreEqual("Program", reads[0].Request.Assembly);
        StringAssert.Contains(reads[0].Request.Caller, "Program", null);
        Assert.IsNull(reads[1].Request.Caller, "The caller is looked up once.");

        // What a path really is decides, and is told to the host alone.
        var output = Run(Granting(folder), audit, null, "read", Path.Combine(link, "passwd"));
        StringAssert.Contains(output, $"run again with --allow-read={Path.Combine(link, "passwd")}", null);
        var refused = audit.Of("read").Single(decision => !decision.IsAllowed);
        Assert.AreEqual(("/etc/passwd", "--allow-read=/etc/passwd"), (refused.Request.Value, refused.Request.Flag));

        Run(Granting(folder).Denying(Capability.Read, [folder["granted.txt"]]), audit, null, "read", folder["granted.txt"]);
        Assert.AreEqual(folder["granted.txt"], audit.Of("read").Last(decision => !decision.IsAllowed).Request.Value);
        Run(Granting(folder), audit, null, "exists", "/etc/passwd");
        Assert.HasCount(3, audit.Of("read").Where(decision => !decision.IsAllowed));
        Run(Granting(folder), audit, null, "list", folder.Path);
        Assert.HasCount(1, audit.Of("read").Where(decision => decision.Request.Value == folder.Path));
        Run(Script.Value.Offering(Capability.Read | Capability.Write | Capability.Environment), audit, null, "env", "A,B");
        Assert.AreEqual("--allow-env=A,,B", audit.Of("env").Single().Request.Flag);
        Run(Script.Value.Offering(Capability.Read | Capability.Write | Capability.Environment).Granting(Capability.Temp), audit, null, "temp", "");
        Assert.IsTrue(audit.Of("temp").Single().IsAllowed);
        Assert.IsEmpty(audit.Of("write"), "Files of the temporary folder are its owner's.");
    }

    [TestMethod]
    public void A_refusal_before_the_start_is_recorded_and_an_audit_that_fails_lets_nothing_happen()
    {
        var audit = new Recorder();
        Assert.IsFalse(New(Script.Value, audit, null, TextWriter.Null).Load(Image.Value).IsAccepted);
        var refusals = audit.Of("load");
        Assert.IsTrue(refusals.Count > 0 && refusals.All(decision => !decision.IsAllowed));
        StringAssert.Contains(refusals[0].Request.Value, "RX2001", null);

        audit.Fails = true;
        var refused = New(Granting(null), audit, null, TextWriter.Null).Load(Image.Value);
        Assert.AreEqual("RX6004", refused.Diagnostics.Single().Id);

        audit.Fails = false;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a"], "secret");
        var output = new StringWriter();
        var rexec = New(Granting(folder), audit, null, output);
        var guest = rexec.Load(Image.Value).Value;
        audit.Fails = true;
        rexec.Run(guest, ["read", folder["a"]]);
        Assert.DoesNotContain("secret", output.ToString());
    }

    [TestMethod]
    public void What_somebody_allows_is_done_and_an_answer_holds()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a"], "text of a");
        Directory.CreateDirectory(folder["deep"]);
        File.WriteAllText(Path.Combine(folder["deep"], "b"), "text of b");
        Environment.SetEnvironmentVariable("REXEC_TEST_ASKED", "value");
        var offered = Script.Value.Offering(Capability.Read | Capability.Write | Capability.Environment);
        var audit = new Recorder();

        var yes = new Person(_ => PermissionAnswer.Allow);
        Assert.AreEqual("read: text of a\nread: text of a\n", Run(offered, audit, yes, "read", folder["a"], "2"));
        Assert.HasCount(1, yes.Asked);
        Assert.AreEqual((folder["a"], "--allow-read=" + folder["a"]), (yes.Asked[0].Value, yes.Asked[0].Flag));
        StringAssert.Contains(yes.Asked[0].Caller, "Program", null);
        Assert.IsTrue(audit.Of("read").All(decision => decision.IsAllowed));
        Assert.AreEqual("list: 2\n", Run(offered, null, new Person(_ => PermissionAnswer.Allow), "list", folder.Path));
        Assert.AreEqual("update: 9\n", Run(offered, null, yes, "update", folder["a"]));
        Assert.AreEqual("read,read,write", string.Join(',', yes.Asked.Select(request => request.Permission)));
        Assert.AreEqual("env: value\n", Run(offered, null, yes, "env", "REXEC_TEST_ASKED"));
        Assert.AreEqual("envs: True\n", Run(offered, null, yes, "envs", "REXEC_TEST_ASKED"));
        Assert.AreEqual("envs: False\n", Run(offered, null, new Person(_ => PermissionAnswer.Deny), "envs", "REXEC_TEST_ASKED"));
        Assert.AreEqual("temp: b\n", Run(offered, null, yes, "temp", ""));

        var no = new Person(_ => PermissionAnswer.Deny);
        StringAssert.Contains(Run(offered, null, no, "read", folder["a"], "5"), "Requires read access", null);
        Assert.HasCount(1, no.Asked, "No is not asked again.");

        // All of one kind is one answer; /proc is no part of it.
        var all = new Person(request => request.Value!.StartsWith("/proc", StringComparison.Ordinal) ? PermissionAnswer.Deny : PermissionAnswer.AllowAll);
        Run(offered, null, all, "many", folder["a"], "20");
        Assert.HasCount(1, all.Asked);

        // What is denied expressly nobody is asked about, and a guest that asks without end is no more answered.
        var denied = offered.Denying(Capability.Read, [folder.Path]);
        Assert.Contains("Requires read access", Run(denied, null, yes, "read", folder["a"]));
        var tired = new Person(_ => PermissionAnswer.Deny);
        Run(offered, null, tired, "many", folder["x"], "500");
        Assert.HasCount(PermissionAnswers.MaxQuestions, tired.Asked);
    }

    [TestMethod]
    public void A_host_that_answers_slowly_or_fails_neither_costs_the_guest_its_time_nor_the_host_its_life()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["a"], "text");
        var offered = Script.Value.Offering(Capability.Read | Capability.Write | Capability.Environment);
        var slow = new Person(_ =>
        {
            Thread.Sleep(1_500);
            return PermissionAnswer.Allow;
        });
        Assert.AreEqual("read: text\n", Run(offered, null, slow, TimeSpan.FromSeconds(1), "read", folder["a"]));

        var failing = new Person(_ => throw new InvalidOperationException("host"));
        StringAssert.Contains(Run(offered, null, failing, "read", folder["a"]), "Requires read access", null);

        // Deep in the guest's stack the host has a whole stack of its own.
        var hungry = new Person(_ =>
        {
            Span<byte> much = stackalloc byte[512 * 1024];
            much.Fill(1);
            return PermissionAnswer.Allow;
        });
        Run(offered, new Recorder(), hungry, "deep", folder["a"]);
        Assert.HasCount(1, hungry.Asked);

        // The run is cancelled while somebody thinks.
        using var cancellation = new CancellationTokenSource();
        using var thinks = new ManualResetEventSlim();
        var rexec = New(offered, null, new Person(_ =>
        {
            cancellation.Cancel();
            thinks.Wait();
            return PermissionAnswer.Allow;
        }), TextWriter.Null);
        var outcome = rexec.Run(rexec.Load(Image.Value).Value, ["read", folder["a"]], cancellation.Token);
        thinks.Set();
        Assert.AreEqual(new Outcome<int>.Cancelled(ThreadEnded: true), outcome);
    }

    private static Policy Granting(TemporaryFolder? folder) => Script.Value
        .Offering(Capability.Write | Capability.Environment)
        .Granting(Capability.Read, [folder?.Path ?? "/nowhere"]);

    private static Rexec New(Policy policy, IPermissionAudit? audit, IPermissionHandler? handler, TextWriter output, TimeSpan? maxTime = null) => new(new RexecOptions
    {
        Policy = policy,
        Audit = audit,
        Permissions = handler,
        Quota = new Quota { MaxTime = maxTime ?? TimeSpan.FromMinutes(1), GracePeriod = TimeSpan.FromSeconds(20) },
        In = TextReader.Null,
        Out = output,
        Error = TextWriter.Null,
    });

    private static string Run(Policy policy, IPermissionAudit? audit, IPermissionHandler? handler, params string[] arguments) =>
        Run(policy, audit, handler, null, arguments);

    private static string Run(Policy policy, IPermissionAudit? audit, IPermissionHandler? handler, TimeSpan? maxTime, params string[] arguments)
    {
        var output = new StringWriter();
        var rexec = New(policy, audit, handler, output, maxTime);
        var loaded = rexec.Load(Image.Value);
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, arguments));
        return output.ToString().ReplaceLineEndings("\n");
    }

    private sealed class Recorder : IPermissionAudit
    {
        private readonly ConcurrentQueue<PermissionDecision> _decisions = new();

        internal bool Fails { get; set; }

        internal IReadOnlyList<PermissionDecision> Decisions => [.. _decisions];

        internal List<PermissionDecision> Of(string permission) => [.. _decisions.Where(decision => decision.Request.Permission == permission)];

        public void Record(PermissionDecision decision)
        {
            if (Fails)
            {
                throw new IOException("full");
            }

            _decisions.Enqueue(decision);
        }
    }

    private sealed class Person(Func<PermissionRequest, PermissionAnswer> answer) : IPermissionHandler
    {
        internal List<PermissionRequest> Asked { get; } = [];

        public PermissionAnswer Answer(PermissionRequest request)
        {
            Asked.Add(request);
            return answer(request);
        }
    }
}
