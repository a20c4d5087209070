using System.Globalization;
using System.Runtime.CompilerServices;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class RunTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [TestMethod]
    public void A_program_gets_its_arguments_writes_and_returns_its_code()
    {
        using var output = new StringWriter();
        var rexec = GuestCode.Environment(output);

        var outcome = rexec.Run(
            GuestCode.Program("""ConsoleShims.Write(string.Join("+", args), Sandbox); return args.Length;"""), "a", "b");

        Assert.AreEqual(new Outcome<int>.Returned(2), outcome);
        Assert.AreEqual("a+b", output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("static void Main() { }", 0)]
    [DataRow("static void Main() { EnvironmentShims.set_ExitCode(4, Sandbox); }", 4)]
    [DataRow("static void Main(string[] args) { EnvironmentShims.set_ExitCode(args.Length, Sandbox); }", 1)]
    [DataRow("static int Main() { EnvironmentShims.set_ExitCode(4, Sandbox); return 5; }", 5)]
    public void Each_form_of_Main_runs(string main, int code)
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Image($$"""public static class Program { {{main}} }""", exe: true), "x");

        Assert.AreEqual(new Outcome<int>.Returned(code), outcome);
    }

    [TestMethod]
    public void A_library_has_no_entry_point()
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image("public class Nothing { }")).Value;

        Assert.ThrowsExactly<ArgumentException>(() => rexec.Run(guest, []));
    }

    [TestMethod]
    public void Exit_passes_every_handler()
    {
        using var output = new StringWriter();
        var rexec = GuestCode.Environment(output);

        var outcome = rexec.Run(GuestCode.Program(
            """
            try
            {
                try { EnvironmentShims.Exit(3, Sandbox); }
                catch (Exception) when (!Guard.IsTerminating()) { ConsoleShims.Write("caught", Sandbox); }
                finally { if (!Guard.IsTerminating()) ConsoleShims.Write("finally", Sandbox); }
            }
            catch when (!Guard.IsTerminating()) { }
            return 1;
            """));

        Assert.AreEqual(new Outcome<int>.Exited(3), outcome);
        Assert.AreEqual("", output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void Exit_in_whatever_wrapping_is_an_exit()
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Program(
            "new System.Collections.Generic.List<int> { 2, 1, 3 }.Sort((a, b) => { EnvironmentShims.Exit(9, Sandbox); return 0; });"
            + "return 1;"));

        Assert.AreEqual(new Outcome<int>.Exited(9), outcome);
    }

    [TestMethod]
    public void Exit_in_a_static_constructor_is_an_exit()
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Program(
            "return Static.Value;",
            "public static class Static { public static int Value; static Static() { EnvironmentShims.Exit(6, Sandbox); } }"));

        Assert.AreEqual(new Outcome<int>.Exited(6), outcome);
    }

    [TestMethod]
    public void An_endless_loop_ends_at_the_deadline()
    {
        var rexec = GuestCode.Environment(maxTime: Soon);

        var outcome = rexec.Run(GuestCode.Program(
            "while (true) { try { while (true) Guard.Poll(); } catch (Exception) when (!Guard.IsTerminating()) { } }"));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("Thread.Sleep(-1);")]
    [DataRow("var o = new object(); lock (o) MonitorShims.Wait(o);")]
    [DataRow("new SemaphoreSlim(0).Wait();")]
    [DataRow("new ManualResetEventSlim().Wait();")]
    [DataRow("try { Thread.Sleep(-1); } finally { Thread.Sleep(-1); }")]
    public void Waiting_ends_at_the_deadline(string wait)
    {
        var rexec = GuestCode.Environment(maxTime: Soon);

        var outcome = rexec.Run(GuestCode.Program(wait + " return 0;"));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void A_deadline_further_than_a_timer_reaches_is_none()
    {
        var rexec = GuestCode.Environment(maxTime: TimeSpan.MaxValue);

        Assert.AreEqual(new Outcome<int>.Returned(1), rexec.Run(GuestCode.Program("return 1;")));
    }

    [TestMethod]
    public void A_thread_that_cannot_be_ended_is_reported_and_holds_the_guest_until_it_ends()
    {
        var rexec = GuestCode.Environment(maxTime: Soon, gracePeriod: Soon);
        var guest = rexec.Load(GuestCode.Program(
            "while (!Volatile.Read(ref Gate.IsOpen)) { } return 0;", "public static class Gate { public static bool IsOpen; }"))
            .Value;

        var outcome = rexec.Run(guest, []);
        var before = UnloadThenOpen(rexec, guest);
        var after = rexec.Unload(guest);

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: false), outcome);
        Assert.IsFalse(before.Collected);
        Assert.Contains("Guest", before.HeldBy!);
        Assert.IsTrue(after.Collected);
        Assert.IsNull(after.HeldBy);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static UnloadReport UnloadThenOpen(Rexec rexec, Guest guest)
        {
            var gate = guest.Main.GetType("Gate")!.GetField("IsOpen")!;
            var report = rexec.Unload(guest);
            gate.SetValue(null, true);
            guest.Straggler!.Join();
            return report;
        }
    }

    [TestMethod]
    public void Endless_recursion_ends_before_the_stack_does()
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Program(
            "return Recursion.Deep(0);",
            """
            public static class Recursion
            {
                public static int Deep(int n)
                {
                    Guard.Enter();
                    try { return Deep(n + 1) + 1; }
                    catch (Exception) when (!Guard.IsTerminating()) { return Deep(n + 1); }
                }
            }
            """));

        Assert.AreEqual(new Outcome<int>.OutOfStack(), outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void Memory_that_is_not_there_is_data()
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Program("throw new OutOfMemoryException();"));

        Assert.AreEqual(new Outcome<int>.OutOfMemory(), outcome);
    }

    [TestMethod]
    public void The_host_cancels_a_run()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new CallbackWriter(cancellation.Cancel);
        var rexec = GuestCode.Environment(output);
        var guest = rexec.Load(GuestCode.Program(
            """ConsoleShims.Write("ready", Sandbox); while (true) Guard.Poll();""")).Value;

        var outcome = rexec.Run(guest, [], cancellation.Token);

        Assert.AreEqual(new Outcome<int>.Cancelled(ThreadEnded: true), outcome);
    }

    [TestMethod]
    public void Unloading_ends_a_run()
    {
        Rexec rexec = null!;
        Guest guest = null!;
        UnloadReport? report = null;
        using var output = new CallbackWriter(() => report = rexec.Unload(guest));
        rexec = GuestCode.Environment(output);
        guest = rexec.Load(GuestCode.Program(
            """ConsoleShims.Write("ready", Sandbox); while (true) Guard.Poll();""")).Value;

        var outcome = rexec.Run(guest, []);

        Assert.AreEqual(new Outcome<int>.Cancelled(ThreadEnded: true), outcome);
        Assert.IsFalse(report!.Collected);
        Assert.IsTrue(rexec.Unload(guest).Collected);
    }

    [TestMethod]
    public void State_lives_from_run_to_run_until_the_guest_is_ended()
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Program(
            "if (args.Length > 0) EnvironmentShims.Exit(1, Sandbox); return ++State.Count;",
            "public static class State { public static int Count; }")).Value;

        Assert.AreEqual(new Outcome<int>.Returned(1), rexec.Run(guest, []));
        Assert.AreEqual(new Outcome<int>.Returned(2), rexec.Run(guest, []));
        Assert.AreEqual(new Outcome<int>.Exited(1), rexec.Run(guest, ["exit"]));
        Assert.IsTrue(guest.HasEnded);
        Assert.ThrowsExactly<InvalidOperationException>(() => rexec.Run(guest, []));
        rexec.Unload(guest);
        Assert.ThrowsExactly<ObjectDisposedException>(() => rexec.Run(guest, []));
    }

    [TestMethod]
    public void The_end_of_one_guest_is_not_that_of_another()
    {
        var rexec = GuestCode.Environment();
        var program = GuestCode.Program("if (args.Length > 0) EnvironmentShims.Exit(1, Sandbox); return 0;");
        var (one, other) = (rexec.Load(program).Value, rexec.Load(program).Value);

        Assert.AreEqual(new Outcome<int>.Exited(1), rexec.Run(one, ["exit"]));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(other, []));
    }

    [TestMethod]
    public void A_guest_of_another_environment_is_the_callers_mistake()
    {
        var guest = GuestCode.Environment().Load(GuestCode.Program("return 0;")).Value;

        Assert.ThrowsExactly<ArgumentException>(() => GuestCode.Environment().Run(guest, []));
        Assert.ThrowsExactly<ArgumentException>(() => GuestCode.Environment().Unload(guest));
    }

    [TestMethod]
    public void The_hosts_culture_flows_in_and_its_ambient_state_does_not()
    {
        using var output = new StringWriter();
        var secret = new AsyncLocal<string> { Value = "secret" };
        var seen = "unset";
        using var probe = new CallbackWriter(() => seen = secret.Value);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            GuestCode.Environment(output).Run(GuestCode.Program("ConsoleShims.Write(1.5, Sandbox); return 0;"));
            GuestCode.Environment(probe).Run(GuestCode.Program("ConsoleShims.Write(1.5, Sandbox); return 0;"));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        Assert.AreEqual("1,5", output.ToString());
        Assert.IsNull(seen);
    }

    [TestMethod]
    public void A_subclass_decides_what_opens_and_what_is_imported()
    {
        using var output = new StringWriter();
        var rexec = new VirtualFiles(GuestCode.Options(output));

        var outcome = rexec.Run(GuestCode.Program(
            """
            ConsoleShims.Write(FileShims.ReadAllText("virtual", Sandbox), Sandbox);
            ConsoleShims.Write(AssemblyShims.Load("Guest", Sandbox) == typeof(Program).Assembly, Sandbox);
            try { AssemblyShims.Load("System.Private.CoreLib", Sandbox); }
            catch (System.IO.FileNotFoundException) when (!Guard.IsTerminating()) { ConsoleShims.Write("none", Sandbox); }
            return 0;
            """));

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.AreEqual("served virtual" + "True" + "none", output.ToString());
    }

    private sealed class VirtualFiles(RexecOptions options) : Rexec(options)
    {
        protected internal override Stream ROpen(
            GuestAssembly asker, string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options) =>
            new MemoryStream("served "u8.ToArray().Concat(System.Text.Encoding.UTF8.GetBytes(path)).ToArray());
    }

    private sealed class CallbackWriter(Action callback) : StringWriter
    {
        public override void Write(string? value) => callback();
    }
}
