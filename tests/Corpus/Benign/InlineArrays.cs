// Inline arrays by value, by reference and to read only; constant spans of every type of one byte.
using System;
using System.Runtime.CompilerServices;

var row = new Row();
for (var index = 0; index < 4; index++)
{
    row[index] = index * index;
}

row[^1] += 100;
Console.WriteLine(Sum(in row) + " " + First(in row) + " " + At(in row, 2) + " " + row[1..3].Length);

ref readonly var second = ref Element(in row);
row[1] = 50;
Console.WriteLine(second + " " + ((ReadOnlySpan<int>)row)[3]);

foreach (ref var value in (Span<int>)row)
{
    value++;
}

Console.WriteLine(Sum(in row));

ReadOnlySpan<bool> flags = [true, false, true];
ReadOnlySpan<sbyte> signed = [-1, 0, 127];
ReadOnlySpan<Color> colors = [Color.Green, Color.Red];
ReadOnlySpan<byte> bytes = [1, 2, 250];
Console.WriteLine(flags[0] + " " + flags[1] + " " + signed[0] + " " + signed[2] + " " + colors[0] + " " + colors[1] + " " + bytes[2]);

static int Sum(in Row row)
{
    var sum = 0;
    foreach (var value in row)
    {
        sum += value;
    }

    return sum;
}

static int First(in Row row) => row[0];

static int At(in Row row, int index) => row[index];

static ref readonly int Element(in Row row) => ref row[1];

[InlineArray(4)]
internal struct Row
{
    private int _first;
}

internal enum Color : byte
{
    Red,
    Green,
}
