// yield: lazy sequences, early disposal, finally blocks, nesting, infinite streams.
using System;
using System.Collections;
using System.Collections.Generic;

var fibonacci = Fibonacci().GetEnumerator();
for (var i = 0; i < 12 && fibonacci.MoveNext(); i++)
{
    Console.Write(fibonacci.Current + " ");
}

Console.WriteLine();

foreach (var number in WithCleanup(5))
{
    if (number == 3)
    {
        break;
    }

    Console.WriteLine(number);
}

foreach (var line in Permute("abc", 0))
{
    Console.Write(line + " ");
}

Console.WriteLine();

foreach (var pair in new Grid(2, 3))
{
    Console.Write(pair);
}

Console.WriteLine();
var both = Both();
Console.WriteLine(string.Join(",", both) + "|" + string.Join(",", both));

static IEnumerable<long> Fibonacci()
{
    var (current, next) = (0L, 1L);
    while (true)
    {
        yield return current;
        (current, next) = (next, current + next);
    }
}

static IEnumerable<int> WithCleanup(int count)
{
    try
    {
        for (var i = 1; i <= count; i++)
        {
            yield return i;
        }
    }
    finally
    {
        Console.WriteLine("cleaned up");
    }
}

static IEnumerable<string> Permute(string text, int from)
{
    if (from == text.Length)
    {
        yield return text;
        yield break;
    }

    for (var i = from; i < text.Length; i++)
    {
        var letters = text.ToCharArray();
        (letters[from], letters[i]) = (letters[i], letters[from]);
        foreach (var rest in Permute(new string(letters), from + 1))
        {
            yield return rest;
        }
    }
}

static IEnumerable<int> Both()
{
    Console.WriteLine("started");
    yield return 1;
    yield return 2;
}

internal sealed class Grid(int rows, int columns) : IEnumerable<(int Row, int Column)>
{
    public IEnumerator<(int Row, int Column)> GetEnumerator()
    {
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                yield return (row, column);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
