using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Attacks through tasks: no way leads guest code to another thread, or past the end of its run.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TaskConfinementTests
{
    [TestMethod]
    [DataRow("var s = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); var t = Wait(s.Task); s.SetResult(); await t;")]
    [DataRow("var s = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously); var t = s.Task.ContinueWith(_ => Note()); s.SetResult(1); await t;")]
    [DataRow("var s = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); var t = s.Task.ContinueWith(_ => Note(), TaskContinuationOptions.LongRunning); s.SetResult(); await t;")]
    [DataRow("var s = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); s.Task.GetAwaiter().OnCompleted(Note); s.SetCanceled(); await Task.Delay(20);")]
    [DataRow("var s = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); s.Task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Note); s.SetResult(); await Task.Delay(20);")]
    [DataRow("await Task.Delay(5); Note(); await Task.Delay(5).ConfigureAwait(false); Note();")]
    [DataRow("await Task.Run(Note); await Task.Run(async () => { await Task.Yield(); Note(); });")]
    [DataRow("await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Wait(Task.Delay(2)))); Note();")]
    [DataRow("await Task.WhenAny(Wait(Task.Delay(1)), Wait(Task.Delay(30))); Note();")]
    [DataRow("await foreach (var t in Task.WhenEach(Wait(Task.Delay(1)), Wait(Task.Delay(3)))) { Note(); await t; }")]
    [DataRow("var c = new CancellationTokenSource(5); c.Token.Register(Note); try { await Task.Delay(10_000, c.Token); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("var c = new CancellationTokenSource(); c.Token.Register(Note); c.CancelAfter(5); try { await Task.Delay(-1, c.Token); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("var c = new CancellationTokenSource(); using var l = CancellationTokenSource.CreateLinkedTokenSource(c.Token); l.Token.Register(Note); c.CancelAfter(5); await Task.Delay(40);")]
    [DataRow("var a = new Source { Later = true }; await a.Task; Note();")]
    [DataRow("var a = new Source(); await a.Task; Note();")]
    [DataRow("await foreach (var x in Numbers()) Note();")]
    [DataRow("await foreach (var x in Numbers().ConfigureAwait(false)) Note();")]
    [DataRow("await using (new Disposed()) Note();")]
    [DataRow("await using (new Disposed().ConfigureAwait(false)) Note();")]
    [DataRow("var w = Task.CompletedTask.ContinueWith(_ => Note(), CancellationToken.None, TaskContinuationOptions.RunContinuationsAsynchronously, TaskScheduler.Default); await w;")]
    [DataRow("async void Fire() { await Task.Delay(1); Note(); } Fire(); await Task.Delay(30);")]
    [DataRow("await (await new TaskFactory().StartNew(async () => { await Task.Yield(); Note(); }));")]
    [DataRow("new System.Threading.Timer(_ => Note(), null, 1, 1); await Task.Delay(30);")]
    [DataRow("ThreadPool.QueueUserWorkItem(_ => Note()); await Task.Delay(30);")]
    [DataRow("Parallel.For(0, 10, _ => Note()); await Task.Yield();")]
    [DataRow("Enumerable.Range(0, 100).AsParallel().ForAll(_ => Note()); await Task.Yield();")]
    [DataRow("var p = new Progress<int>(_ => Note()); ((IProgress<int>)p).Report(1); await Task.Delay(30);")]
    [DataRow("var s = new TaskCompletionSource(); Awaiter = s.Task.GetAwaiter(); _ = Task.Run(() => { Awaiter = new TaskCompletionSource().Task.GetAwaiter(); s.SetResult(); }); Awaiter.GetResult();")]
    [DataRow("var s = new TaskCompletionSource<int>(); Value = new ValueTask<int>(s.Task); _ = Task.Run(() => { Value = new ValueTask<int>(new TaskCompletionSource<int>().Task); s.SetResult(1); }); _ = Value.Result;")]
    public void Guest_code_runs_on_its_own_thread_or_not_at_all(string body)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = Environment(output);
        var loaded = rexec.Load(Program(body));
        if (!loaded.IsAccepted)
        {
            Assert.IsTrue(loaded.Diagnostics.All(found => found.Id.StartsWith("RX2", StringComparison.Ordinal)), string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
            return;
        }

        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));
        Assert.AreEqual("1", output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("_ = Task.FromException(new Evil());")]
    [DataRow("_ = Task.FromException<int>(new Evil());")]
    [DataRow("_ = ValueTask.FromException(new Evil()).AsTask();")]
    [DataRow("new TaskCompletionSource().SetException(new Evil());")]
    [DataRow("new TaskCompletionSource<int>().TrySetException([new Evil(), new Evil()]);")]
    [DataRow("async Task Fail() { await Task.Yield(); throw new Evil(); } _ = Fail(); await Task.Delay(5);")]
    [DataRow("async Task Fail() { throw new Evil(); } _ = Fail();")]
    [DataRow("async ValueTask<int> Fail() { await Task.Yield(); throw new Evil(); } _ = Fail().AsTask(); await Task.Delay(5);")]
    [DataRow("_ = Task.CompletedTask.ContinueWith(_ => throw new Evil()); await Task.Delay(5);")]
    [DataRow("_ = Task.Run(() => throw new Evil()); await Task.Delay(5);")]
    [DataRow("_ = Task.WhenAll(Task.FromException(new Evil()), Task.FromException(new Evil())); await Task.Delay(5);")]
    [DataRow("_ = Task.WhenAny(Task.FromException(new Evil())); await Task.Delay(5);")]
    [DataRow("var s = new TaskCompletionSource<Task>(); _ = s.Task.Unwrap(); s.SetResult(Task.FromException(new Evil())); await Task.Delay(5);")]
    [DataRow("_ = Numbers(fail: true).GetAsyncEnumerator().MoveNextAsync().AsTask(); await Task.Delay(5);")]
    [DataRow("var a = new Source { Fails = true }; _ = a.Task.AsTask(); await Task.Delay(5);")]
    [DataRow("Builder = AsyncTaskMethodBuilder.Create(); _ = Builder.Task.ContinueWith(_ => Builder = default, TaskContinuationOptions.ExecuteSynchronously); Builder.SetException(new Evil());")]
    [DataRow("_ = new ValueTask<int>(new Liar(), 0).Preserve();")]
    public void Failures_that_nobody_sees_do_not_reach_the_host(string body)
    {
        var seen = new List<Exception>();
        void Handler(object? sender, UnobservedTaskExceptionEventArgs e)
        {
            lock (seen)
            {
                seen.AddRange(e.Exception.InnerExceptions);
            }
        }

        TaskScheduler.UnobservedTaskException += Handler;
        try
        {
            var rexec = Environment(TextWriter.Null);
            var loaded = rexec.Load(Program(body));
            Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
            Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));
            Assert.IsTrue(rexec.Unload().Collected);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Handler;
        }

        Assert.IsEmpty(seen.Select(exception => exception.GetType().Name).Where(name => name == "Evil"));
    }

    private static Rexec Environment(TextWriter output) => new(new RexecOptions
    {
        Policy = Policy.Preset("script", InstalledRuntime.Catalog),
        Quota = new Quota { MaxTime = TimeSpan.FromSeconds(30) },
        In = TextReader.Null,
        Out = output,
        Error = TextWriter.Null,
    });

    private static Verifier.GuestImage Program(string body) => CSharpFixture.Compile(
        """
        using System; using System.Collections.Generic; using System.Linq; using System.Threading; using System.Threading.Tasks;
        using System.Runtime.CompilerServices; using System.Threading.Tasks.Sources;
        class Evil : Exception { public override string Message { get { while (true) { } } } }
        class Disposed : IAsyncDisposable { public async ValueTask DisposeAsync() { await Task.Yield(); Program.Note(); } }
        class Source : IValueTaskSource<int>
        {
            private ManualResetValueTaskSourceCore<int> _core = new() { RunContinuationsAsynchronously = true };
            public bool Later, Fails;
            public ValueTask<int> Task
            {
                get
                {
                    if (Later) End();
                    else if (Fails) _core.SetException(new Evil());
                    else _core.SetResult(1);
                    return new ValueTask<int>(this, _core.Version);
                    async void End() { await System.Threading.Tasks.Task.Delay(5); _core.SetResult(2); }
                }
            }
            public int GetResult(short token) { Program.Note(); return _core.GetResult(token); }
            public ValueTaskSourceStatus GetStatus(short token) { Program.Note(); return _core.GetStatus(token); }
            public void OnCompleted(Action<object?> c, object? s, short t, ValueTaskSourceOnCompletedFlags f) { Program.Note(); _core.OnCompleted(c, s, t, f); }
        }
        class Liar : IValueTaskSource<int>
        {
            private int _asked;
            public int GetResult(short token) => throw new Evil();
            public ValueTaskSourceStatus GetStatus(short token) => _asked++ == 0 ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted;
            public void OnCompleted(Action<object?> c, object? s, short t, ValueTaskSourceOnCompletedFlags f) { }
        }
        static class Program
        {
            static readonly HashSet<int> Threads = new();
            static AsyncTaskMethodBuilder Builder;
            static TaskAwaiter Awaiter;
            static ValueTask<int> Value;
            public static void Note() => Threads.Add(Environment.CurrentManagedThreadId);
            static async Task Wait(Task t) { Note(); await t; Note(); }
            static async IAsyncEnumerable<int> Numbers(bool fail = false) { for (var i = 0; i < 3; i++) { await Task.Yield(); Note(); if (fail) throw new Evil(); yield return i; } }
            static async Task Main() { Note();
        """ + body + """
            Note(); Console.Write(Threads.Count); }
        }
        """,
        exe: true);
}
