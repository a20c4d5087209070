using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>The clock and the culture of a sandbox are its own.</summary>
[TestClass]
public sealed class SurroundingsTests
{
    private const string Times = """
        var watch = Stopwatch.StartNew();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100_000; i++) { }
        watch.Stop();
        Console.Write(string.Join('|',
            DateTime.UtcNow.ToString("O"), DateTime.Now.ToUniversalTime().ToString("O"), DateTime.Today == DateTime.Now.Date,
            DateTimeOffset.UtcNow.ToString("O"), DateTimeOffset.Now.UtcDateTime.ToString("O"), TimeProvider.System.GetUtcNow().ToString("O"),
            watch.Elapsed, watch.ElapsedMilliseconds, watch.ElapsedTicks, watch.IsRunning, Stopwatch.GetElapsedTime(start), Stopwatch.GetTimestamp() - start,
            Environment.TickCount, Environment.TickCount64, TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp())));
        """;

    [TestMethod]
    public void A_fixed_clock_stands_still_for_all_that_tells_time()
    {
        var time = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.FromHours(1));
        var utc = "2026-01-31T11:00:00.0000000";

        Assert.AreEqual(
            $"{utc}Z|{utc}Z|True|{utc}+00:00|{utc}Z|{utc}+00:00|00:00:00|0|0|False|00:00:00|0|0|0|00:00:00",
            Output(Times, new RexecOptions { Policy = Script, Clock = new FixedClock(time) }));
    }

    [TestMethod]
    public void A_coarse_clock_moves_in_steps()
    {
        var parts = Output(Times, new RexecOptions { Policy = Script, Clock = new CoarseClock(TimeSpan.FromHours(1)) }).Split('|');

        Assert.AreEqual(0, DateTime.Parse(parts[0], CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind).Ticks % TimeSpan.TicksPerHour);
        Assert.AreEqual(parts[0], parts[1]);
        Assert.AreEqual(0L, long.Parse(parts[13], CultureInfo.InvariantCulture) % 3_600_000);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CoarseClock(TimeSpan.FromTicks(9)));
    }

    [TestMethod]
    public void A_watch_measures_by_the_clock_of_the_host()
    {
        var clock = new SteppingClock();
        Assert.AreEqual(
            "00:00:03|00:00:05|5000|True|00:00:00|False",
            Output(
                """
                var watch = new Stopwatch();
                watch.Start();
                Thread.Sleep(1);
                var first = Stopwatch.GetElapsedTime(0, 3 * Stopwatch.Frequency);
                watch.Stop(); watch.Start(); watch.Stop();
                var second = watch.Elapsed;
                watch.Start();
                var running = watch.IsRunning;
                watch.Reset();
                Console.Write($"{first}|{second}|{second.TotalMilliseconds}|{running}|{watch.Elapsed}|{watch.IsRunning}");
                """,
                new RexecOptions { Policy = Script, Clock = clock }));
    }

    [TestMethod]
    public void By_default_time_goes_on() => Assert.AreEqual(
        "True True True",
        Output(
            """
            var (watch, day) = (Stopwatch.StartNew(), DateTime.UtcNow);
            var ticks = Environment.TickCount64;
            while (watch.ElapsedMilliseconds < 20) { }
            Console.Write($"{DateTime.UtcNow > day} {Environment.TickCount64 > ticks} {watch.IsRunning}");
            """,
            new RexecOptions { Policy = Script }));

    /// <summary>A guest's changes stay on its thread: neither the next guest nor the host sees them.</summary>
    [TestMethod]
    public void The_culture_is_the_hosts_to_set_and_the_guests_to_change()
    {
        const string Program = """
            Console.Write(1.5.ToString() + CultureInfo.CurrentCulture.Name);
            CultureInfo.CurrentCulture = new CultureInfo("fr-FR");
            Thread.CurrentThread.CurrentUICulture = new CultureInfo("fr-FR");
            Console.Write(" " + 1.5.ToString() + Thread.CurrentThread.CurrentCulture.Name);
            """;
        var options = new RexecOptions { Policy = Script, Culture = CultureInfo.GetCultureInfo("de-DE") };
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);

        Assert.AreEqual("1,5de-DE 1,5fr-FR", Output(Program, options));
        Assert.AreEqual("1,5de-DE 1,5fr-FR", Output(Program, options));
        Assert.AreEqual((before, beforeUi), (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture));
        Assert.IsNull(CultureInfo.DefaultThreadCurrentCulture);
    }

    /// <summary>Else formatting in a contract of the host's would call the guest.</summary>
    [TestMethod]
    public void A_guest_has_no_culture_of_a_class_of_its_own() => Assert.AreEqual(
        "RX2005",
        new Rexec(new RexecOptions { Policy = Script })
            .Load(CSharpFixture.Compile("class Own : System.Globalization.CultureInfo { public Own() : base(\"en-US\") { } }")).Diagnostics[0].Id);

    [TestMethod]
    public void Sleep_ends_with_the_run()
    {
        var rexec = new Rexec(new RexecOptions { Policy = Script, Quota = new Quota { MaxTime = TimeSpan.FromMilliseconds(200) } });
        var guest = rexec.Load(CSharpFixture.Compile(
            "using System.Threading; while (true) { try { Thread.Sleep(Timeout.Infinite); } catch { } finally { Thread.Sleep(-1); } }", exe: true)).Value;

        Assert.AreEqual(new Outcome<int>.TimedOut(true), rexec.Run(guest, []));
    }

    private static Policy Script => Policy.Preset("script", InstalledRuntime.Catalog);

    private static string Output(string code, RexecOptions options)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(options with { Out = output });
        var loaded = rexec.Load(CSharpFixture.Compile($"using System; using System.Diagnostics; using System.Globalization; using System.Threading; {code}", exe: true));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        var outcome = rexec.Run(loaded.Value, []);
        Assert.IsInstanceOfType<Outcome<int>.Returned>(outcome, outcome.ToString());
        return output.ToString();
    }

    /// <summary>A second and a half more each time it is read.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _read;

        public override long TimestampFrequency => 2;

        public override long GetTimestamp() => 5 * _read++;
    }
}
