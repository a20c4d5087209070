// N-23, CatchWhen, CatchSpin: a filter that accepts all, and a handler that spins
// expect: time
using System;
static class Program
{
    static bool Yes(Exception e) => e is not null;
    static void Main()
    {
        while (true)
        {
            try { while (true) { } }
            catch (Exception e) when (Yes(e)) { while (true) { } }
        }
    }
}
