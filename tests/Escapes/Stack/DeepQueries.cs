// N-34: queries over queries, orders upon orders
// expect: exit 0
// grant: --max-alloc=128MB
// output: 1 2
using System;
using System.Collections.Generic;
using System.Linq;
static class Program
{
    static void Main()
    {
        IEnumerable<int> query = [1, 2];
        for (var depth = 0; depth < 100_000; depth++) { query = query.Skip(0).Where(x => true).Append(1).DefaultIfEmpty(); }
        var order = new[] { 1, 1 }.OrderBy(x => x);
        for (var depth = 0; depth < 50_000; depth++) { order = order.ThenBy(x => x); }
        Console.WriteLine($"{query.First()} {order.ToList().Count}");
    }
}
