// Loops, labels, goto, switch with strings and fall-through cases, conditional and null operators.
using System;
using System.Collections.Generic;

for (int i = 0, j = 10; i < j; i += 2, j--)
{
    Console.Write($"{i}{j} ");
}

Console.WriteLine();

var n = 27;
var steps = 0;
while (n != 1)
{
    n = n % 2 == 0 ? n / 2 : 3 * n + 1;
    steps++;
}

Console.WriteLine(steps);

for (var row = 0; row < 5; row++)
{
    for (var column = 0; column < 5; column++)
    {
        if (row * column == 6)
        {
            Console.WriteLine($"found {row},{column}");
            goto Found;
        }
    }
}

Found:
foreach (var word in new[] { "one", "two", "three", "four", "other" })
{
    switch (word)
    {
        case "one":
            Console.Write("1 ");
            break;
        case "two":
        case "three":
            Console.Write("2-3 ");
            goto case "four";
        case "four":
            Console.Write("4 ");
            break;
        default:
            Console.WriteLine("?");
            continue;
    }
}

string? missing = null;
Console.WriteLine((missing?.Length ?? -1) + " " + (missing ??= "set") + " " + missing!.Length);

int? maybe = null;
Console.WriteLine(maybe.HasValue + " " + (maybe + 1 is null) + " " + (maybe ?? 5) + " " + maybe.GetValueOrDefault(7));
maybe = 3;
Console.WriteLine(maybe.Value * 2 + " " + (maybe > 2) + " " + (maybe == 3));

var primes = new List<int>();
var candidate = 2;
do
{
    var isPrime = true;
    foreach (var prime in primes)
    {
        if (prime * prime > candidate)
        {
            break;
        }

        if (candidate % prime == 0)
        {
            isPrime = false;
            break;
        }
    }

    if (isPrime)
    {
        primes.Add(candidate);
    }

    candidate++;
}
while (primes.Count < 100);
Console.WriteLine(primes[^1]);
Console.WriteLine(Big(0) + Big(5) + Big(99));

static string Big(int value)
{
    switch (value)
    {
        case 0: return "zero";
        case 1: return "one";
        case 2: return "two";
        case 3: return "three";
        case 4: return "four";
        case 5: return "five";
        default: return "many";
    }
}
