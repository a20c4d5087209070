// Collection expressions for every kind of target, with spreads.
using System;
using System.Collections.Generic;
using System.Linq;

int[] array = [1, 2, 3];
List<int> list = [.. array, 4, .. Enumerable.Range(5, 3)];
HashSet<string> set = ["a", "b", "a"];
IReadOnlyList<int> readOnly = [9, 8];
IEnumerable<char> letters = [.. "hello", '!'];
Span<int> span = (int[])[1, 2, 3, 4];
ReadOnlySpan<string> words = new[] { "x", "y" };
int[][] nested = [[1], [], [2, 3, .. array]];

Console.WriteLine(string.Join(",", list) + " " + set.Count + " " + readOnly[1] + " " + string.Concat(letters));
Console.WriteLine(span[2] + words[1] + nested[2].Length);
Console.WriteLine(Total([]) + " " + Total([1, 2]) + " " + Total([.. array, .. array]));
Console.WriteLine($"{Enumerable.SequenceEqual<int>([1, 2], [1, 2])} {(int[])[5] is [5]}");
Dictionary<string, int> counts = [];
foreach (var word in (string[])["to", "be", "or", "not", "to", "be"])
{
    counts[word] = counts.GetValueOrDefault(word) + 1;
}

Console.WriteLine(string.Join(" ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal)));

static int Total(IEnumerable<int> values) => values.Sum();
