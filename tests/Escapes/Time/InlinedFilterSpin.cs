// KInlLoop: a filter whose inlined callee never ends, in a loop; kills an unguarded runtime; an exception in a filter means no
// expect: exit 1
using System;
using System.Runtime.CompilerServices;
static class Program
{
    static int count;
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool Spin() { for (var i = 0; i < 100; i++) { count++; } throw new Exception(); }
    static void Main()
    {
        while (true)
        {
            try { throw new InvalidOperationException(); }
            catch (Exception) when (Spin()) { }
        }
    }
}
