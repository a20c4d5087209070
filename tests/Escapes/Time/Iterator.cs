// Iterator: the finally block of an iterator swallows and spins
// expect: time
using System.Collections.Generic;
static class Program
{
    static IEnumerable<int> Numbers()
    {
        try { while (true) { yield return 1; } }
        finally { while (true) { } }
    }
    static void Main() { foreach (var _ in Numbers()) { while (true) { } } }
}
