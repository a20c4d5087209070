// All of it runs on one thread, whatever is awaited
// expect: exit 0
// output: True
using System;
using System.Linq;
using System.Threading.Tasks;
static class Program
{
    static async Task Main()
    {
        var thread = Environment.CurrentManagedThreadId;
        var same = true;
        void Check() => same &= Environment.CurrentManagedThreadId == thread;
        var quiet = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        async Task Wait() { await quiet.Task.ConfigureAwait(false); Check(); await Task.Delay(1).ConfigureAwait(ConfigureAwaitOptions.ForceYielding); Check(); }
        var wait = Wait();
        quiet.SetResult(1);
        await Task.WhenAll(Enumerable.Range(0, 99).Select(_ => Task.Run(async () => { Check(); await Task.Yield(); Check(); })));
        await Task.WhenAny(Task.Delay(1), wait).ContinueWith(_ => Check(), TaskContinuationOptions.LongRunning);
        await wait;
        Check();
        Console.WriteLine(same);
    }
}
