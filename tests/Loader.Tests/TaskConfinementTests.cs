using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Attacks through tasks: no way leads guest code to another thread, or past the end of its run.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TaskConfinementTests
{
    private static readonly Lazy<ReferenceCatalog> WithHost =
        new(() => InstalledRuntime.CatalogWith([typeof(AsynchronousHost).Assembly]));

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
    [DataRow("var c = new CancellationTokenSource(5); c.Token.Register(Note); try { await Task.Delay(10_000, c.Token); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("var c = new CancellationTokenSource(); c.Token.Register(Note); c.CancelAfter(5); try { await Task.Delay(-1, c.Token); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("var c = new CancellationTokenSource(); using var l = CancellationTokenSource.CreateLinkedTokenSource(c.Token); l.Token.Register(Note); c.CancelAfter(5); await Task.Delay(40);")]
    [DataRow("var a = new Source { Later = true }; await a.Task; Note();")]
    [DataRow("var a = new Source(); await a.Task; Note();")]
    [DataRow("await foreach (var x in Numbers()) Note();")]
    [DataRow("await foreach (var x in Numbers().ConfigureAwait(false)) Note();")]
    [DataRow("await using (new Disposed()) Note();")]
    [DataRow("await using (new Disposed().ConfigureAwait(false)) Note();")]
    [DataRow("async void Fire() { await Task.Delay(1); Note(); } Fire(); await Task.Delay(30);")]
    [DataRow("var s = new TaskCompletionSource(); Awaiter = s.Task.GetAwaiter(); _ = Task.Run(() => { Awaiter = new TaskCompletionSource().Task.GetAwaiter(); s.SetResult(); }); Awaiter.GetResult();")]
    [DataRow("var s = new TaskCompletionSource<int>(); Value = new ValueTask<int>(s.Task); _ = Task.Run(() => { Value = new ValueTask<int>(new TaskCompletionSource<int>().Task); s.SetResult(1); }); _ = Value.Result;")]
    public void Guest_code_runs_on_its_own_thread(string body)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = Environment(output);
        var loaded = rexec.Load(Program(body));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));
        Assert.AreEqual("1", output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("await foreach (var t in Task.WhenEach(Wait(Task.Delay(1)), Wait(Task.Delay(3)))) { Note(); await t; }")]
    [DataRow("var w = Task.CompletedTask.ContinueWith(_ => Note(), CancellationToken.None, TaskContinuationOptions.RunContinuationsAsynchronously, TaskScheduler.Default); await w;")]
    [DataRow("await (await new TaskFactory().StartNew(async () => { await Task.Yield(); Note(); }));")]
    [DataRow("new System.Threading.Timer(_ => Note(), null, 1, 1); await Task.Delay(30);")]
    [DataRow("ThreadPool.QueueUserWorkItem(_ => Note()); await Task.Delay(30);")]
    [DataRow("Parallel.For(0, 10, _ => Note()); await Task.Yield();")]
    [DataRow("Enumerable.Range(0, 100).AsParallel().ForAll(_ => Note()); await Task.Yield();")]
    [DataRow("var p = new Progress<int>(_ => Note()); ((IProgress<int>)p).Report(1); await Task.Delay(30);")]
    public void What_has_code_run_on_other_threads_is_refused(string body)
    {
        var loaded = Environment(TextWriter.Null).Load(Program(body));

        Assert.IsFalse(loaded.IsAccepted);
        Assert.IsTrue(
            loaded.Diagnostics.All(found => found.Id.StartsWith("RX2", StringComparison.Ordinal)),
            string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
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

    [TestMethod]
    [DataRow("await AsynchronousHost.After(5); Note();")]
    [DataRow("await AsynchronousHost.After(5).ConfigureAwait(false); Note();")]
    [DataRow("await Wait(AsynchronousHost.After(5).ContinueWith(_ => Note(), TaskContinuationOptions.ExecuteSynchronously));")]
    [DataRow("await Task.WhenAll(Wait(AsynchronousHost.After(3)), Wait(AsynchronousHost.After(5)));")]
    [DataRow("await Task.WhenAny(Wait(AsynchronousHost.After(3)), Wait(AsynchronousHost.After(5)));")]
    [DataRow("AsynchronousHost.After(5).GetAwaiter().OnCompleted(Note); await Task.Delay(40);")]
    [DataRow("AsynchronousHost.After(5).Wait(); Note();")]
    [DataRow("await foreach (var i in AsynchronousHost.Numbers()) Note();")]
    [DataRow("await foreach (var i in AsynchronousHost.Numbers().ConfigureAwait(false)) Note();")]
    [DataRow("AsynchronousHost.Ends(5).Register(Note); await Task.Delay(60);")]
    [DataRow("AsynchronousHost.Ends(5).Register(_ => throw new Exception(), null).Dispose(); await Task.Delay(20);")]
    [DataRow("using var l = CancellationTokenSource.CreateLinkedTokenSource(AsynchronousHost.Ends(5)); l.Token.Register(Note); try { await Task.Delay(-1, l.Token); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("try { await Task.Run(async () => { await Task.Delay(-1, AsynchronousHost.Ends(5)); }); } catch (OperationCanceledException) { Note(); }")]
    [DataRow("var s = new TaskCompletionSource(); s.Task.GetAwaiter().OnCompleted(Note); AsynchronousHost.Completes(s); await s.Task; await Task.Delay(20);")]
    [DataRow("var s = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); s.Task.GetAwaiter().OnCompleted(Note); AsynchronousHost.Completes(s); await s.Task; await Task.Delay(20);")]
    [DataRow("var a = new Source { Later = true }; await a.Task; Note(); await Task.Yield(); Note();")]
    [DataRow("var e = AsynchronousHost.Numbers().GetAsyncEnumerator(); _ = e.MoveNextAsync(); ((IValueTaskSource<bool>)e).OnCompleted(_ => Note(), null, 1, ValueTaskSourceOnCompletedFlags.None); await Task.Delay(40);")]
    [DataRow("var e = AsynchronousHost.Numbers().GetAsyncEnumerator(); _ = e.MoveNextAsync(); Action<Action<object?>, object?, short, ValueTaskSourceOnCompletedFlags> on = ((IValueTaskSource)e).OnCompleted; on(_ => Note(), null, 1, ValueTaskSourceOnCompletedFlags.None); await Task.Delay(40);")]
    public void What_the_host_ends_goes_on_on_the_guests_thread(string body)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = Environment(output, hasHost: true);
        var loaded = rexec.Load(Program(body));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));
        Assert.AreEqual("1", output.ToString());
    }

    [TestMethod]
    public void A_wait_of_the_frameworks_own_ends_with_the_run()
    {
        var rexec = Environment(TextWriter.Null, time: TimeSpan.FromSeconds(1));
        var loaded = rexec.Load(Program("Value = new ValueTask<int>(new Swap(), 0); Value.ToString();"));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        Assert.AreEqual(new Outcome<int>.TimedOut(true), rexec.Run(loaded.Value, []));
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("_ = AsynchronousHost.Work(); await Task.Yield();", typeof(Outcome<int>.Returned))]
    [DataRow("_ = AsynchronousHost.Work(); while (true) { }", typeof(Outcome<int>.TimedOut))]
    [DataRow("_ = AsynchronousHost.Work(); Environment.Exit(1);", typeof(Outcome<int>.Exited))]
    public async Task What_a_contract_has_begun_goes_on_without_the_guest(string body, Type expected)
    {
        var rexec = Environment(TextWriter.Null, hasHost: true, TimeSpan.FromSeconds(2));
        var loaded = rexec.Load(Program(body));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        Assert.AreEqual(expected, rexec.Run(loaded.Value, []).GetType());
        Assert.IsTrue(await AsynchronousHost.Gate.WaitAsync(TimeSpan.FromSeconds(20)));
        AsynchronousHost.Gate.Release();
        Assert.IsTrue(rexec.Unload().Collected);
    }

    private static Rexec Environment(TextWriter output, bool hasHost = false, TimeSpan? time = null) => new(new RexecOptions
    {
        Policy = Policy.Preset("script", hasHost ? WithHost.Value : InstalledRuntime.Catalog),
        Catalog = hasHost ? WithHost.Value : null,
        Quota = new Quota { MaxTime = time ?? TimeSpan.FromSeconds(30) },
        Contracts = hasHost ? [typeof(AsynchronousHost).Assembly] : [],
        In = TextReader.Null,
        Out = output,
        Error = TextWriter.Null,
    });

    private static Verifier.GuestImage Program(string body) => CSharpFixture.Compile(
        """
        using System; using System.Collections.Generic; using System.Linq; using RExecIL.Loader.Tests; using System.Threading; using System.Threading.Tasks;
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
        class Swap : IValueTaskSource<int>
        {
            public int GetResult(short token) => 0;
            public ValueTaskSourceStatus GetStatus(short token) { Program.Value = new ValueTask<int>(new TaskCompletionSource<int>().Task); return ValueTaskSourceStatus.Succeeded; }
            public void OnCompleted(Action<object?> c, object? s, short t, ValueTaskSourceOnCompletedFlags f) { }
        }
        static class Program
        {
            static readonly HashSet<int> Threads = new();
            static AsyncTaskMethodBuilder Builder;
            static TaskAwaiter Awaiter;
            public static ValueTask<int> Value;
            public static void Note() => Threads.Add(Environment.CurrentManagedThreadId);
            static async Task Wait(Task t) { Note(); await t; Note(); }
            static async IAsyncEnumerable<int> Numbers(bool fail = false) { for (var i = 0; i < 3; i++) { await Task.Yield(); Note(); if (fail) throw new Evil(); yield return i; } }
            static async Task Main() { Note();
        """ + body + """
            Note(); Console.Write(Threads.Count); }
        }
        """,
        exe: true,
        references: [CSharpFixture.ReferenceTo(typeof(AsynchronousHost))]);
}

/// <summary>A contract whose work goes on on threads of the host.</summary>
public static class AsynchronousHost
{
    /// <summary>Held while <see cref="Work"/> is under way.</summary>
    internal static SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Holds a resource of the host for some time.</summary>
    public static async Task Work()
    {
        await Gate.WaitAsync();
        try
        {
            await Task.Delay(50);
        }
        finally
        {
            Gate.Release();
        }
    }

    /// <summary>A task that ends on a thread of the host.</summary>
    public static async Task After(int milliseconds) => await Task.Delay(milliseconds);

    /// <summary>A token that is cancelled on a thread of the host.</summary>
    public static CancellationToken Ends(int milliseconds) => new CancellationTokenSource(milliseconds).Token;

    /// <summary>Numbers that come on threads of the host.</summary>
    public static async IAsyncEnumerable<int> Numbers()
    {
        for (var number = 0; number < 3; number++)
        {
            await Task.Delay(2);
            yield return number;
        }
    }

    /// <summary>Completes what the guest waits for, on a thread of the host.</summary>
    public static async void Completes(TaskCompletionSource source)
    {
        await Task.Delay(5).ConfigureAwait(false);
        source.SetResult();
    }
}
