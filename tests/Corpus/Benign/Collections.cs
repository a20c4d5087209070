// The everyday collections and what they do.
using System;
using System.Collections.Generic;
using System.Linq;

var ages = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["ada"] = 36, ["Bob"] = 41 };
ages["ADA"]++;
Console.WriteLine(ages["Ada"] + " " + ages.TryGetValue("cid", out _) + " " + ages.GetValueOrDefault("cid", -1) + " " + ages.Remove("bob"));

var set = new HashSet<int>([1, 2, 3]);
set.UnionWith([3, 4]);
set.ExceptWith([1]);
Console.WriteLine(string.Join(",", set.Order()) + " " + set.IsSubsetOf(Enumerable.Range(0, 10)) + " " + set.Add(2));

var queue = new Queue<string>();
queue.Enqueue("first");
queue.Enqueue("second");
Console.WriteLine(queue.Dequeue() + " " + queue.Peek() + " " + queue.Count);

var stack = new Stack<char>("([]{})");
var open = 0;
while (stack.TryPop(out var bracket))
{
    open += ")]}".Contains(bracket) ? 1 : -1;
}

Console.WriteLine(open);

var list = new List<int> { 5, 3, 8, 1 };
list.Sort();
list.Insert(1, 2);
list.RemoveAll(value => value > 6);
list.AddRange([9, 9]);
Console.WriteLine(string.Join(",", list) + " " + list.BinarySearch(3) + " " + list.IndexOf(9) + " " + list.Exists(value => value == 5));
list.Reverse();
Console.WriteLine(string.Join(",", list.GetRange(1, 3)) + " " + list.FindLast(value => value < 4) + " " + list.ToArray().Length);

var sorted = new SortedDictionary<string, int> { ["b"] = 2, ["a"] = 1, ["c"] = 3 };
Console.WriteLine(string.Join(",", sorted.Select(pair => pair.Key + pair.Value)));
var sortedSet = new SortedSet<int> { 5, 1, 3, 9 };
Console.WriteLine(sortedSet.Min + " " + sortedSet.Max + " " + string.Join(",", sortedSet.GetViewBetween(2, 6)));

var linked = new LinkedList<int>([1, 2, 3]);
linked.AddAfter(linked.First!, 10);
linked.RemoveLast();
Console.WriteLine(string.Join(",", linked));

var heap = new PriorityQueue<string, int>();
heap.Enqueue("low", 9);
heap.Enqueue("high", 1);
heap.Enqueue("middle", 5);
while (heap.TryDequeue(out var item, out var priority))
{
    Console.Write($"{item}:{priority} ");
}

Console.WriteLine();

int[] numbers = [4, 2, 7];
Array.Sort(numbers, (left, right) => right.CompareTo(left));
Console.WriteLine(string.Join(",", numbers) + " " + Array.IndexOf(numbers, 2) + " " + Array.Exists(numbers, value => value == 7));
int[][] jagged = [[1], [2, 3]];
var cube = new int[2, 2, 2];
cube[1, 0, 1] = 5;
Console.WriteLine(jagged[1][1] + cube[1, 0, 1] + cube.Length + cube.GetLength(2) + cube.Rank);

try
{
    foreach (var value in list)
    {
        list.Add(value);
    }
}
catch (InvalidOperationException)
{
    Console.WriteLine("changed while enumerated");
}
