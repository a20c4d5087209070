// U-01: a type that the policy denies, in every form
// expect: refused RX2001
// policy: pure
// in: Direct Group Lambda Reader
using System;
public class P
{
    static void Direct() => Console.WriteLine("x");
    static Action<string> Group() => Console.WriteLine;
    static Action Lambda() => () => Console.Out.Write("x");
    static string? Reader() => Console.In.ReadLine();
}
