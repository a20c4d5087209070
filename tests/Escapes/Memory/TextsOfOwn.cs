// N-28: one text of many times an object of the guest's, which gives the same long string each time
// expect: memory
using System;
using System.Text;
sealed class Long { private readonly string _text = new('x', 5_000_000); public override string ToString() => _text; }
static class Program
{
    static void Main()
    {
        var many = new object[200];
        Array.Fill(many, new Long());
        Console.WriteLine(new StringBuilder().AppendJoin(", ", many).Length + string.Join(", ", many).Length);
    }
}
