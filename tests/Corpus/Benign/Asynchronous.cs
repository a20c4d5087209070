using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

public static class Program
{
    private static async Task<int> Twice(int n) { await Task.Yield(); return n * 2; }

    private static async ValueTask<int> Halved(int n) { await Task.Delay(1); return n / 2; }

    private static async Task Fails(string text) { await Task.Delay(2); throw new InvalidOperationException(text); }

    private static async IAsyncEnumerable<int> Numbers(int n, [EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            for (var i = 0; i < n; i++)
            {
                token.ThrowIfCancellationRequested();
                if (i % 2 == 0) await Task.Yield();
                yield return i;
            }
        }
        finally { Console.WriteLine("numbers end"); }
    }

    private sealed class Door : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() { await Task.Delay(1).ConfigureAwait(false); Console.WriteLine("door closed"); }
    }

    private sealed class Later : INotifyCompletion
    {
        public Later GetAwaiter() => this;
        public bool IsCompleted => false;
        public void OnCompleted(Action continuation) { Console.WriteLine("own awaiter"); continuation(); }
        public string GetResult() => "own result";
    }

    private static async Task<int> Main(string[] args)
    {
        Console.WriteLine(await Twice(4));
        Console.WriteLine(await Halved(10));
        Console.WriteLine(string.Join(",", await Task.WhenAll(Enumerable.Range(0, 5).Select(Twice))));
        try { await Fails("a"); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
        await foreach (var n in Numbers(4)) Console.WriteLine(n);
        await foreach (var n in Numbers(9).WithCancellation(CancellationToken.None).ConfigureAwait(false)) { if (n == 2) break; }
        await using (new Door()) Console.WriteLine("in the room");
        await using ((new Door()).ConfigureAwait(false)) Console.WriteLine("in the room again");
        var slow = Task.Delay(5_000);
        var first = await Task.WhenAny(slow, Task.Delay(5));
        Console.WriteLine(first == slow);
        var source = new TaskCompletionSource<string>();
        var waiting = Wait(source.Task);
        Console.WriteLine("before");
        source.SetResult("now");
        Console.WriteLine("after");
        await waiting;
        var quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var other = Task.WhenAll(quiet.Task, Task.CompletedTask);
        quiet.SetResult();
        await other;
        Console.WriteLine(other.Status);
        using var timeout = new CancellationTokenSource(20);
        timeout.Token.Register(() => Console.WriteLine("cancelled"));
        try { await Task.Delay(-1, timeout.Token); } catch (TaskCanceledException e) { Console.WriteLine(e.Message); }
        Console.WriteLine(await Task.Run(() => 7));
        Console.WriteLine(await Task.Run(async () => { await Task.Yield(); return 8; }));
        Console.WriteLine(Task.Run(() => Twice(21)).Result);
        try { Fails("b").Wait(); } catch (AggregateException e) { Console.WriteLine(e.InnerException!.Message); }
        try { Fails("c").GetAwaiter().GetResult(); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); }
        Console.WriteLine(await Twice(3).ContinueWith(task => task.Result + 1));
        Console.WriteLine(await Fails("d").ContinueWith(task => task.Exception!.InnerExceptions.Count, TaskContinuationOptions.OnlyOnFaulted));
        Console.WriteLine(await new Later());
        var all = Task.WhenAll(Fails("x"), Fails("y"));
        try { await all; } catch (InvalidOperationException) { Console.WriteLine(all.Exception!.InnerExceptions.Count); }
        Console.WriteLine(slow.IsCompleted);
        Console.WriteLine(Task.Delay(5_000).Wait(1));
        var counter = 0;
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Interlocked.Increment(ref counter))));
        Console.WriteLine(counter);
        try { await Task.FromException(new FormatException("f")); } catch (FormatException e) { Console.WriteLine(e.Message); }
        try { await Task.FromCanceled<int>(new CancellationToken(true)); } catch (OperationCanceledException) { Console.WriteLine("canceled"); }
        return 3;
    }

    private static async Task Wait(Task<string> task) { Console.WriteLine(await task); }
}
