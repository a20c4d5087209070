// DeepCatch: while the guest is being ended, each finally block gives back a lock that it does not hold
// expect: stack
using System.Threading;
static class Program
{
    static readonly object Gate = new();
    static void Deep() { try { Deep(); } finally { Monitor.Exit(Gate); } }
    static void Main() => Deep();
}
