// R-02: a class of characters from which classes are subtracted without end: the framework calls itself for each
// expect: exit 0
// output: True True refused
using System;
using System.Text.RegularExpressions;
static class Program
{
    static void Main()
    {
        var deep = new string('\0', 40_000_000).Insert(0, "\u0001");
        try { RegexRunner.CharInClass('a', deep); }
        catch (ArgumentException)
        {
            Console.WriteLine($"{RegexRunner.CharInClass('b', "\0\u0002\0ac")} {RegexRunner.CharInClass('c', "\0\u0002\0ad\0\u0002\0bc")} refused");
        }
    }
}
