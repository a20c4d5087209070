using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Guests whose tasks are not done when they end are gone after unloading.</summary>
[TestClass]
public sealed class AsynchronousTests
{
    [TestMethod]
    [DataRow("for (var i = 0; i < 1000; i++) _ = Sleep(); await Task.Yield();", typeof(Outcome<int>.Returned))]
    [DataRow("await Sleep();", typeof(Outcome<int>.TimedOut))]
    [DataRow("while (true) { try { await Task.Yield(); } catch { } }", typeof(Outcome<int>.TimedOut))]
    [DataRow("await new TaskCompletionSource().Task;", typeof(Outcome<int>.Threw))]
    [DataRow("Fire(); await Sleep();", typeof(Outcome<int>.Threw))]
    [DataRow("new CancellationTokenSource(3_600_000).Token.Register(() => { }); await Task.Yield();", typeof(Outcome<int>.Returned))]
    public void What_is_pending_at_the_end_holds_nothing(string body, Type expected)
    {
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Policy.Preset("script", InstalledRuntime.Catalog),
            Quota = new Quota { MaxTime = TimeSpan.FromSeconds(2), GracePeriod = TimeSpan.FromSeconds(20) },
            In = TextReader.Null,
            Out = TextWriter.Null,
            Error = TextWriter.Null,
        });

        var outcome = Run(rexec, body);
        var report = rexec.Unload();

        Assert.AreEqual(expected, outcome.GetType(), outcome.ToString());
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    private static Outcome<int> Run(Rexec rexec, string body)
    {
        var loaded = rexec.Load(CSharpFixture.Compile(
            $$"""
            using System;
            using System.Threading;
            using System.Threading.Tasks;

            static class Program
            {
                static async Task Sleep() => await Task.Delay(3_600_000);
                static async void Fire() { await Task.Yield(); throw new Exception("nobody"); }
                static async Task Main() { {{body}} }
            }
            """,
            exe: true));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        return rexec.Run(loaded.Value, []);
    }
}
