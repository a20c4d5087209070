// A thousand timers pending at the end
// expect: exit 0
// output: done
using System;
using System.Threading.Tasks;
static class Program
{
    static async Task Sleep() { await Task.Delay(3_600_000); Console.WriteLine("late"); }
    static async Task Main() { for (var i = 0; i < 1000; i++) _ = Sleep(); await Task.Yield(); Console.WriteLine("done"); }
}
