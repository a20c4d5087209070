using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>However a guest was stopped, the process and the environment that ran it go on as if it had never been.</summary>
[TestClass]
public sealed class AfterStopTests
{
    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    /// <summary>All limits, of which the guest reaches one.</summary>
    private static readonly Quota Limits = new()
    {
        MaxTime = TimeSpan.FromSeconds(2),
        GracePeriod = TimeSpan.FromSeconds(30),
        MaxAllocation = 32_000_000,
        MaxFuel = 100_000_000_000,
        MaxOutput = 10_000,
        MaxErrorOutput = 1_000,
    };

    [TestMethod]
    [DataRow("TimedOut", "while (true) { }")]
    [DataRow("TimedOut", "while (true) try { while (true) { } } catch { } finally { while (true) { } }")]
    [DataRow("TimedOut", "var gate = new object(); lock (gate) System.Threading.Monitor.Wait(gate);")]
    [DataRow("TimedOut", "Console.Write(System.Text.RegularExpressions.Regex.IsMatch(new string('1', 40) + 'x', @\"^((\\d+)+)+$\"));")]
    [DataRow("TimedOut", "async Task A() { await Task.Yield(); while (true) { } } A().Wait();")]
    [DataRow("OutOfMemory", "var all = new List<byte[]>(); while (true) all.Add(new byte[10_000]);")]
    [DataRow("OutOfMemory", "all = new byte[1_000_000_000];")]
    [DataRow("OutOfMemory", "var s = \"abc\"; while (true) s += s;")]
    [DataRow("OutOfStack", "Deep(0);")]
    [DataRow("OutOfStack", "void M() { try { M(); } finally { M(); } } M();")]
    [DataRow("OutOfStack", "Lazy<object>? l = null; l = new Lazy<object>(() => l!); all = l.Value; Console.Write(l);")]
    [DataRow("OutOfFuel", "while (true) { }", 1_000_000L)]
    [DataRow("OutOfFuel", "Console.Write(Enumerable.Range(0, int.MaxValue).Last());", 1_000_000L)]
    [DataRow("OutOfOutput", "while (true) Console.Write(\"flood\");")]
    [DataRow("OutOfOutput", "while (true) Console.Error.Write(\"flood\");")]
    [DataRow("Exited", "try { Environment.Exit(3); } finally { while (true) { } }")]
    [DataRow("Threw", "throw new InvalidOperationException();")]
    public void The_next_guest_runs_as_in_a_fresh_process(string end, string body, long? fuel = null)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Script.Value,
            Quota = fuel is null ? Limits : Limits with { MaxFuel = fuel },
            In = TextReader.Null,
            Out = output,
            Error = TextWriter.Null,
        });

        for (var round = 0; round < 2; round++)
        {
            var hostile = Load(rexec, body);
            Assert.AreEqual(end, rexec.Run(hostile, []).GetType().Name);
            Assert.IsLessThan(Limits.MaxAllocation!.Value * 3 / 2, hostile.Usage!.Allocated);
            output.GetStringBuilder().Clear();

            var benign = Load(rexec, Benign);
            Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(benign, []));
            Assert.AreEqual("caught 4950 a-b 16 done", output.ToString());

            Assert.IsTrue(rexec.Unload(hostile).Collected);
            Assert.IsTrue(rexec.Unload(benign).Collected);
        }
    }

    /// <summary>Some of all that guards stand in: a handler, a loop, a task, memory, recursion, output.</summary>
    private const string Benign =
        """
        try { throw new InvalidOperationException(); } catch (InvalidOperationException) { Console.Write("caught "); } finally { all = null; }
        var sum = 0; for (var i = 0; i < 100; i++) sum += i;
        Console.Write($"{sum} {string.Join('-', new List<string> { "a", "b" })} ");
        async Task<int> Square(int n) { await Task.Yield(); return n * n; }
        all = new byte[100_000];
        int Down(int n) => n == 0 ? 0 : Down(n - 1); Down(100);
        Console.Write($"{Square(4).Result} "); Console.Write("done");
        """;

    private static Guest Load(Rexec rexec, string body)
    {
        var loaded = rexec.Load(CSharpFixture.Compile(
            """
            using System; using System.Collections.Generic; using System.Linq; using System.Threading.Tasks;
            static class Program
            {
                static object? all;
                static int Deep(int n) => Deep(n + 1) + 1;
                static void Main() {
            """ + body + " } }",
            exe: true));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        return loaded.Value;
    }
}
