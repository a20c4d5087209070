// N-34: a lazy value that is itself: the framework writes the value of the value, and no code of the guest runs
// expect: stack
using System;
static class Program
{
    static void Main()
    {
        Lazy<object>? lazy = null;
        lazy = new Lazy<object>(() => lazy!);
        _ = lazy.Value;
        Console.WriteLine(lazy.ToString());
    }
}
