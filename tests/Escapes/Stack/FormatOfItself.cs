// N-34: a format that is among its own arguments
// expect: stack
using System;
static class Program
{
    static void Main()
    {
        FormattableString text = $"{0}{new object()}";
        text.GetArguments()[0] = text;
        Console.WriteLine(FormattableString.Invariant(text));
    }
}
