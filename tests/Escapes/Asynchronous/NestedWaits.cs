// Each wait works on a task that waits
// expect: stack
using System.Threading.Tasks;
static class Program { static async Task Deep() { await Task.Yield(); Task.Run(Deep).Wait(); } static void Main() => Deep().Wait(); }
