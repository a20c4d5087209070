using System.Globalization;
using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>What a run may write, and many sandboxes with their own limits side by side.</summary>
[TestClass]
public sealed class QuotaTests
{
    private static readonly Lazy<Policy> Script = new(() => Policy.Preset("script", InstalledRuntime.Catalog));

    [TestMethod]
    [DataRow("while (true) Console.Write('a');")]
    [DataRow("while (true) Console.Write(\"abc\");")]
    [DataRow("while (true) Console.WriteLine();")]
    [DataRow("while (true) Console.WriteLine(\"äöü\");")]
    [DataRow("while (true) Console.WriteLine(\"{0}\", 1);")]
    [DataRow("while (true) Console.WriteLine($\"{1}\");")]
    [DataRow("Console.Write(new string('a', 1_000_000));")]
    [DataRow("Console.Out.Write(new char[1_000_000]);")]
    [DataRow("Console.Out.Write(new char[1_000_000], 10, 900_000);")]
    [DataRow("Console.Out.Write(new char[1_000_000].AsSpan());")]
    [DataRow("Console.OpenStandardOutput().Write(new byte[1_000_000], 0, 1_000_000);")]
    [DataRow("Console.OpenStandardOutput().Write(new byte[1_000_000]);")]
    [DataRow("var s = Console.OpenStandardOutput(); while (true) s.WriteByte(65);")]
    [DataRow("var w = new System.IO.StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true }; while (true) w.Write(\"abc\");")]
    [DataRow("while (true) Console.Error.Write(\"abc\");")]
    [DataRow("while (true) Console.OpenStandardError().WriteByte(65);")]
    [DataRow("try { while (true) Console.Write(\"abc\"); } catch { while (true) Console.Write(\"abc\"); } finally { while (true) Console.Write(\"abc\"); }")]
    public void More_output_than_the_limit_ends_the_run(string body)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        using var error = new StringWriter(CultureInfo.InvariantCulture);

        var outcome = Run(body, output, error, new Quota { MaxTime = TimeSpan.FromSeconds(60), MaxOutput = 10_000, MaxErrorOutput = 1_000 });

        Assert.AreEqual(new Outcome<int>.OutOfOutput(), outcome);
        Assert.IsLessThanOrEqualTo(10_000, Encoding.UTF8.GetByteCount(output.ToString()));
        Assert.IsLessThanOrEqualTo(1_000, Encoding.UTF8.GetByteCount(error.ToString()));
    }

    [TestMethod]
    public void As_much_output_as_the_limit_is_written()
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);

        var outcome = Run("Console.Write(new string('a', 9_999)); Console.Write('b');", output, TextWriter.Null, new Quota { MaxOutput = 10_000 });

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.AreEqual(10_000, output.ToString().Length);
    }

    [TestMethod]
    public void A_hundred_sandboxes_run_side_by_side_and_ten_hostile_ones_trouble_none()
    {
        string[] hostile =
        [
            "while (true) { }",
            "var all = new List<byte[]>(); while (true) all.Add(new byte[10_000]);",
            "Deep(0);",
            "while (true) Console.Write(\"flood\");",
            "try { while (true) { } } catch { while (true) { } } finally { while (true) { } }",
            "var s = \"abc\"; while (true) s += s;",
            "Console.Write(Enumerable.Range(0, int.MaxValue).Last());",
            "Console.Write(System.Text.RegularExpressions.Regex.IsMatch(new string('1', 40) + 'x', @\"^((\\d+)+)+$\"));",
            "Environment.Exit(7);",
            "throw new InvalidOperationException(\"own\");",
        ];
        var outcomes = new Outcome<int>[100];
        var outputs = new string[100];
        var collected = new bool[100];
        var rexecs = Enumerable.Range(0, 100).Select(index =>
        {
            var output = new StringWriter(CultureInfo.InvariantCulture);
            var rexec = Environment(output, TextWriter.Null, new Quota
            {
                MaxTime = index % 10 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.FromMinutes(2),
                GracePeriod = TimeSpan.FromSeconds(30),
                MaxAllocation = 16_000_000,
                MaxOutput = 10_000,
            });
            var body = index % 10 == 0
                ? hostile[index / 10]
                : $"long sum = 0; for (var i = 0; i < 200_000; i++) sum += i % {index + 1}; Console.Write(sum);";
            return (Rexec: rexec, Guest: rexec.Load(Program(body)).Value, Output: output);
        }).ToList();

        var threads = rexecs.Select((sandbox, index) => new Thread(() =>
        {
            outcomes[index] = sandbox.Rexec.Run(sandbox.Guest, []);
            outputs[index] = sandbox.Output.ToString();
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        for (var index = 0; index < 100; index++)
        {
            collected[index] = rexecs[index].Rexec.Unload().Collected;
        }

        for (var index = 0; index < 100; index++)
        {
            if (index % 10 != 0)
            {
                Assert.AreEqual(new Outcome<int>.Returned(0), outcomes[index]);
                Assert.AreEqual(Enumerable.Range(0, 200_000).Sum(i => (long)(i % (index + 1))).ToString(CultureInfo.InvariantCulture), outputs[index]);
            }

            Assert.IsTrue(collected[index]);
        }

        Type[] ends =
        [
            typeof(Outcome<int>.TimedOut), typeof(Outcome<int>.OutOfMemory), typeof(Outcome<int>.OutOfStack), typeof(Outcome<int>.OutOfOutput),
            typeof(Outcome<int>.TimedOut), typeof(Outcome<int>.OutOfMemory), typeof(Outcome<int>.TimedOut), typeof(Outcome<int>.TimedOut),
            typeof(Outcome<int>.Exited), typeof(Outcome<int>.Threw),
        ];
        Assert.AreEqual(
            string.Join('\n', ends.Select(end => end.Name)),
            string.Join('\n', Enumerable.Range(0, 10).Select(index => outcomes[index * 10].GetType().Name)));
    }

    [TestMethod]
    public void Copies_of_the_guards_are_used_again()
    {
        for (var round = 0; round < 20; round++)
        {
            Assert.AreEqual(
                new Outcome<int>.Returned(0), Run("Console.Write(1);", TextWriter.Null, TextWriter.Null, new Quota { MaxTime = TimeSpan.FromSeconds(60) }));
        }

        // One for each sandbox that other tests hold or make at the same time, and not one for each that ever was.
        Assert.IsLessThan(300, GuardSlot.Count);
    }

    [TestMethod]
    public void A_policy_may_demand_limits()
    {
        var options = new RexecOptions { Policy = Policy.Preset("untrusted", InstalledRuntime.Catalog) };

        Assert.Contains("MaxTime", Assert.ThrowsExactly<ArgumentException>(() => new Rexec(options)).Message);
        Assert.Contains(
            "MaxErrorOutput", Assert.ThrowsExactly<ArgumentException>(() => new Rexec(options with { Quota = Quota.Untrusted with { MaxErrorOutput = null } })).Message);
        Assert.IsNotNull(new Rexec(options with { Quota = Quota.Untrusted }));
    }

    private static Outcome<int> Run(string body, TextWriter output, TextWriter error, Quota quota)
    {
        var rexec = Environment(output, error, quota);
        var loaded = rexec.Load(Program(body));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        var outcome = rexec.Run(loaded.Value, []);
        Assert.IsTrue(rexec.Unload().Collected);
        return outcome;
    }

    private static Rexec Environment(TextWriter output, TextWriter error, Quota quota) => new(new RexecOptions
    {
        Policy = Script.Value,
        Quota = quota,
        In = TextReader.Null,
        Out = output,
        Error = error,
    });

    private static GuestImage Program(string body) => CSharpFixture.Compile(
        "using System; using System.Collections.Generic; using System.Linq; static class Program { "
        + "static int Deep(int n) => Deep(n + 1) + 1; static void Main() { " + body + " } }",
        exe: true);
}
