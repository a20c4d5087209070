// rexec: exit inside a filter, inside a finally block, inside a static constructor
// expect: exit 9
// output: begin
using System;
static class Early { public static int Value; static Early() { Environment.Exit(9); } }
static class Program
{
    static bool Exit() { try { return Early.Value == 0; } finally { Console.WriteLine("never"); } }
    static int Main()
    {
        Console.WriteLine("begin");
        try { throw new Exception(); }
        catch (Exception) when (Exit()) { Console.WriteLine("caught"); }
        Console.WriteLine("end");
        return 1;
    }
}
