using System;
using System.Threading;

namespace Hostile;

internal static class ThreadStart
{
    internal static void Main()
    {
        var thread = new Thread(() => Console.WriteLine("ESCAPED: runs on a thread of its own"));
        thread.Start();
        thread.Join();
    }
}
