// rexec: exit ends the guest and nothing runs after it, whatever handlers there are
// expect: exit 7
// output: before
using System;
static class Program
{
    static int Main()
    {
        Console.WriteLine("before");
        try
        {
            try { Environment.Exit(7); Console.WriteLine("after"); }
            catch { Console.WriteLine("catch"); return 1; }
            finally { Console.WriteLine("finally"); Environment.Exit(2); }
        }
        catch (Exception) when (Print()) { }
        finally { Console.WriteLine("outer"); }
        return 3;
    }
    static bool Print() { Console.WriteLine("filter"); return true; }
}
