// N-28: each match is replaced by the whole text, or by a long group
// expect: memory
using System;
using System.Text.RegularExpressions;
static class Program
{
    static void Main() => Console.WriteLine(new Regex("(?=(b+))b").Replace(new string('b', 20_000), "$1$1$_").Length);
}
