// A callback of a token that a timeout cancels, and a thread that stays the same
// expect: time
using System;
using System.Threading;
using System.Threading.Tasks;
static class Program
{
    static async Task Main()
    {
        var thread = Environment.CurrentManagedThreadId;
        var source = new CancellationTokenSource(5);
        source.Token.Register(() => { if (Environment.CurrentManagedThreadId == thread) while (true) { } });
        await Task.Delay(20);
    }
}
