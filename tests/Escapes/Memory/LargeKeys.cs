// N-28: few bytes are sorted by large keys, which are all there before the first comparison
// expect: memory
using System;
using System.Linq;
static class Program
{
    static void Main() => Console.WriteLine(new byte[4_000_000].OrderBy(small => (1m, 2m, 3m, 4m, 5m, 6m, 7m, 8m)).First() + new byte[4_000_000].OrderBy(small => (1m, 2m, 3m, 4m, 5m, 6m, 7m, 8m)).Last());
}
