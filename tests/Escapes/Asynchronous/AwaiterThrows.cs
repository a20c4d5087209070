// An awaiter of the guest's own throws where the builder registers with it
// expect: exit 1
// error: awaiter
using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;
class Bad : INotifyCompletion
{
    public Bad GetAwaiter() => this;
    public bool IsCompleted => false;
    public void OnCompleted(Action continuation) => throw new InvalidOperationException("awaiter");
    public void GetResult() { }
}
static class Program { static async Task Main() => await new Bad(); }
