// A state machine that goes on swallows its end
// expect: time
using System.Threading.Tasks;
static class Program
{
    static async Task Spin() { while (true) { try { await Task.Yield(); while (true) { } } catch { } finally { while (true) { } } } }
    static async Task Main() { while (true) { try { await Task.WhenAll(Spin(), Spin()); } catch { } } }
}
