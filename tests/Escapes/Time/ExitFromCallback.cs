// rexec: exit from a callback of the framework that wraps exceptions
// expect: exit 4
using System;
using System.Collections.Generic;
static class Program
{
    static void Main()
    {
        try { new List<int> { 2, 1 }.Sort((_, _) => { Environment.Exit(4); return 0; }); }
        catch (InvalidOperationException) { Console.WriteLine("swallowed"); }
        Console.WriteLine("after");
    }
}
