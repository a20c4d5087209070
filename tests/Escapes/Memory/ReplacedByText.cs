// N-28: each of many matches is replaced by one long text, and all are put together at once
// expect: memory
using System;
using System.Text.RegularExpressions;
static class Program
{
    static void Main() => Console.WriteLine(new Regex("a").Replace(new string('a', 100_000), new string('b', 2_000)).Length);
}
