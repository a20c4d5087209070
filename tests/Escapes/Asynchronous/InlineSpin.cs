// A continuation that runs inside SetResult is ended: what leaves it must not reach the framework, which throws it on the pool
// expect: time
using System.Threading.Tasks;
static class Program
{
    static async Task Wait(Task task) { await task; while (true) { } }
    static void Main() { while (true) { var s = new TaskCompletionSource(); _ = Wait(s.Task); try { s.SetResult(); } catch { } } }
}
