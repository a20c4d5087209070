// params arrays, spans and lists; in, ref and out parameters; optional and named arguments.
using System;
using System.Collections.Generic;
using System.Linq;

Console.WriteLine(SumArray() + SumArray(1) + SumArray(1, 2, 3));
Console.WriteLine(SumSpan(1, 2, 3, 4) + " " + SumSpan());
Console.WriteLine(Join("-", "a", "b", "c") + " " + Join(separator: "+", parts: ["x", "y"]));
Console.WriteLine(Describe(1) + Describe(1, name: "n") + Describe(number: 2, flag: true));

Split("key=value", out var key, out var value);
Console.WriteLine(key + ":" + value);

int[] numbers = [5, 3, 9];
ref var largest = ref Largest(numbers);
largest = 0;
Console.WriteLine(string.Join(",", numbers));

var big = new Big(1, 2, 3, 4);
Console.WriteLine(Add(in big));

static int SumArray(params int[] values) => values.Sum();

static int SumSpan(params ReadOnlySpan<int> values)
{
    var sum = 0;
    foreach (var value in values)
    {
        sum += value;
    }

    return sum;
}

static string Join(string separator, params IReadOnlyList<string> parts) => string.Join(separator, parts);

static string Describe(int number, string name = "none", bool flag = false) => $"({number} {name} {flag})";

static void Split(string text, out string key, out string value)
{
    var at = text.IndexOf('=');
    key = text[..at];
    value = text[(at + 1)..];
}

static ref int Largest(int[] values)
{
    ref var largest = ref values[0];
    for (var i = 1; i < values.Length; i++)
    {
        if (values[i] > largest)
        {
            largest = ref values[i];
        }
    }

    return ref largest;
}

static long Add(in Big big) => big.A + big.B + big.C + big.D;

internal readonly record struct Big(long A, long B, long C, long D);
