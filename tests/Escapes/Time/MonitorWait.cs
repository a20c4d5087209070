// MonWait: a wait without end
// expect: time
using System.Threading;
static class Program
{
    static void Main() { var gate = new object(); lock (gate) { while (true) { try { Monitor.Wait(gate); } catch { } } } }
}
