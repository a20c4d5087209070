// Index and range expressions over arrays, strings, lists and spans.
using System;
using System.Collections.Generic;

int[] numbers = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
Console.WriteLine(numbers[^1] + " " + numbers[^3..].Length + " " + string.Join(",", numbers[2..5]) + " " + string.Join(",", numbers[..^7]));

const string Text = "ranges and indices";
Console.WriteLine(Text[7..10] + "|" + Text[..6] + "|" + Text[^7..] + "|" + Text[^1].ToString());

Range middle = 3..^3;
Index last = ^1;
Console.WriteLine(middle + " " + last + " " + string.Join(",", numbers[middle]) + " " + numbers[last]);
Console.WriteLine(middle.GetOffsetAndLength(10) + " " + last.GetOffset(10));

var list = new List<int>(numbers);
Console.WriteLine(list[^2]);

var span = numbers.AsSpan()[4..8];
span[0] = 40;
Console.WriteLine(numbers[4] + " " + span.Length + " " + span[^1]);

var window = new Window("abcdef");
Console.WriteLine($"{window[1..4]}{window[^1]}");

try
{
    Console.WriteLine(numbers[8..20]);
}
catch (ArgumentException)
{
    Console.WriteLine("out of range");
}

internal sealed class Window(string text)
{
    public int Length => text.Length;

    public char this[int index] => text[index];

    public string Slice(int start, int length) => text.Substring(start, length);
}
