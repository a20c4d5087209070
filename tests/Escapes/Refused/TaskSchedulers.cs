// Tasks that leave the guest's thread: schedulers, factories, contexts, timers, events of the process
// expect: refused RX2001
using System;
using System.Threading;
using System.Threading.Tasks;
public class P
{
    static object D() => TaskScheduler.Default;
    static void F() { Task.Factory.StartNew(() => { }); TaskScheduler.UnobservedTaskException += (_, _) => { }; }
    static void S(Task t) { t.ContinueWith(_ => { }, TaskScheduler.Default); new Task(() => { }).Start(); }
    static void C() { SynchronizationContext.SetSynchronizationContext(null); ExecutionContext.Run(null!, _ => { }, null); }
    static object A() => new AsyncLocal<int>(_ => { });
    static object G() => new Progress<int>(_ => { });
    static void L() { Parallel.For(0, 9, _ => { }); ThreadPool.QueueUserWorkItem(_ => { }); }
}
