// N-28: a format with many places for the same builder
// expect: memory
using System;
using System.Linq;
using System.Text;
static class Program
{
    static void Main()
    {
        var format = string.Concat(Enumerable.Repeat("{0}", 200));
        Console.WriteLine(string.Format(format, new StringBuilder().Append('x', 5_000_000)).Length);
    }
}
