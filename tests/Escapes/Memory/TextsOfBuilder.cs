// N-28: one text of many times the same builder
// expect: memory
using System;
using System.Text;
static class Program
{
    static void Main()
    {
        var many = new object[200];
        Array.Fill(many, new StringBuilder().Append('x', 5_000_000));
        Console.WriteLine(string.Concat(many).Length);
    }
}
