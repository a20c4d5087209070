// SortEvil: a comparer that is never satisfied, called by the framework
// expect: time
using System.Collections.Generic;
static class Program
{
    static int calls;
    static void Main()
    {
        while (true)
        {
            var list = new List<int>();
            for (var i = 0; i < 100000; i++) { list.Add(i); }
            try { list.Sort((_, _) => ++calls % 3 - 1); } catch (System.InvalidOperationException) { }
        }
    }
}
