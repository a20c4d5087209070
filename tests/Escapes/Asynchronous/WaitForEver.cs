// Waits that a timer keeps alive for ever
// expect: time
using System.Threading.Tasks;
static class Program { static async Task Main() { while (true) { try { await Task.Delay(60_000); } catch { } finally { await Task.Delay(60_000); } } } }
