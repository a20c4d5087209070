// A continuation that the guest gives to an awaiter throws, through the interface too
// expect: exit 1
// error: boom
using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
static class Program
{
    static void Main()
    {
        var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ((INotifyCompletion)source.Task.GetAwaiter()).OnCompleted(() => throw new InvalidOperationException("boom"));
        source.SetResult();
        Task.Delay(10_000).Wait();
    }
}
