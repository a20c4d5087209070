// N-14: methods on constants of the framework go on working, by address or not
// expect: exit 0
// output: 0001-01-02 0 00000000-0000-0000-0000-000000000000 -1
using System;
static class Program
{
    static ref readonly string Kept() => ref string.Empty;
    static void Main() => Console.WriteLine(
        $"{DateTime.MinValue.AddDays(1):yyyy-MM-dd} {Kept().Length} {Guid.Empty.ToString()} {decimal.MinusOne.ToString()}");
}
