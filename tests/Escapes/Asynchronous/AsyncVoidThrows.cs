// An exception that leaves async void would end the process on a thread of the pool
// expect: exit 1
// error: nobody
using System;
using System.Threading.Tasks;
static class Program
{
    static async void Fire() { await Task.Yield(); throw new InvalidOperationException("nobody"); }
    static async Task Main() { Fire(); try { await Task.Delay(10_000); } catch { } Console.WriteLine("still here"); }
}
