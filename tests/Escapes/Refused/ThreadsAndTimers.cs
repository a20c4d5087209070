// N-47: threads, timers, tasks
// expect: refused RX2001
using System.Threading;
using System.Threading.Tasks;
public class P
{
    static void M() { new Thread(() => { }).Start(); Task.Run(() => { }); ThreadPool.QueueUserWorkItem(_ => { }); }
    static object T() => new Timer(_ => { }, null, 1, 1);
}
