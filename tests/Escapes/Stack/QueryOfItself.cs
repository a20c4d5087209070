// N-34: a query that flattens itself by a method of the framework's, so that no guest code is on the way
// expect: stack
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
static class Program
{
    static void Main()
    {
        var queries = new List<IEnumerable>();
        var all = queries.SelectMany<IEnumerable, object>(Enumerable.Cast<object>);
        queries.Add(all);
        Console.WriteLine(all.Count());
    }
}
