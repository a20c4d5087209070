// N-23, FilterSpin: a filter whose callee never ends
// expect: time
using System;
static class Program
{
    static bool Spin() { while (true) { } }
    static void Main()
    {
        while (true)
        {
            try { throw new InvalidOperationException(); }
            catch (Exception) when (Spin()) { }
        }
    }
}
