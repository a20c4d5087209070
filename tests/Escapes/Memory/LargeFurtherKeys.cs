// N-28: few bytes are sorted by many keys in turn
// expect: memory
using System;
using System.Linq;
static class Program
{
    static void Main()
    {
        var sorted = new byte[4_000_000].OrderBy(small => small);
        for (var level = 0; level < 8; level++)
        {
            sorted = sorted.ThenBy(small => (1m, 2m));
        }

        Console.WriteLine(sorted.Count(small => small == 0));
    }
}
