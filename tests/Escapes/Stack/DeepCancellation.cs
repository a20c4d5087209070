// N-34: sources of tokens that cancel each other, tasks that complete each other, sums of tasks
// expect: exit 0
// grant: --max-alloc=256MB
// output: True True True
using System;
using System.Threading;
using System.Threading.Tasks;
static class Program
{
    static async Task After(Task task) => await task;
    static void Main()
    {
        var first = new CancellationTokenSource();
        var last = first;
        for (var depth = 0; depth < 50_000; depth++) { last = CancellationTokenSource.CreateLinkedTokenSource(last.Token); }
        first.Cancel();
        var source = new TaskCompletionSource();
        Task chain = source.Task, sum = source.Task;
        for (var depth = 0; depth < 50_000; depth++) { chain = After(chain); sum = Task.WhenAll(sum); }
        source.SetResult();
        chain.Wait();
        sum.Wait();
        Console.WriteLine($"{last.IsCancellationRequested} {chain.IsCompleted} {sum.IsCompleted}");
    }
}
