// Tuples: names, nesting, equality, deconstruction, swapping, as keys and results.
using System;
using System.Collections.Generic;
using System.Linq;

var (low, high, mean) = Statistics([4, 8, 15, 16, 23, 42]);
Console.WriteLine($"{low} {high} {mean}");

(int Left, (string Name, bool Flag) Right) nested = (1, ("x", true));
Console.WriteLine(nested.Right.Name + nested.Right.Flag + nested);
Console.WriteLine((1, "a") == (1, "a"));
Console.WriteLine((1, 2).CompareTo((1, 3)) + " " + (1, 2).Equals((1, 2)) + " " + ((1, 2).GetHashCode() == (1, 2).GetHashCode()));

var (first, second, third) = (1, 2, 3);
(first, second, third) = (third, first, second);
Console.WriteLine($"{first}{second}{third}");

var distances = new Dictionary<(string From, string To), int> { [("A", "B")] = 5, [("B", "C")] = 7 };
Console.WriteLine(distances[("B", "C")] + " " + distances.Keys.Select(key => key.From + key.To).Order().First());

var (_, _, last) = new Triple(7, 8, 9);
Console.WriteLine(last);

var many = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
Console.WriteLine(many.Item10 + " " + many);
Console.WriteLine(Tuple.Create("old", 1) + " " + ValueTuple.Create(1));

static (int Low, int High, double Mean) Statistics(int[] values) => (values.Min(), values.Max(), values.Average());

internal sealed class Triple(int a, int b, int c)
{
    public void Deconstruct(out int first, out int second, out int third) => (first, second, third) = (a, b, c);
}
