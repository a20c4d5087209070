// N-28: a replacement names the whole text many times
// expect: memory
using System;
using System.Text.RegularExpressions;
static class Program
{
    static void Main() => Console.WriteLine(
        new Regex("a").Match(new string('a', 1_000_000)).Result(string.Concat(System.Linq.Enumerable.Repeat("$_", 200))).Length);
}
