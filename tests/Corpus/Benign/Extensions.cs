// Extension methods and members, deconstruction by extension, fluent interfaces, anonymous types.
using System;
using System.Collections.Generic;
using System.Linq;

Console.WriteLine("hello world".Capitalize() + " " + "level".IsPalindrome + " " + 5.Times("ab"));
Console.WriteLine(string.Join(",", new[] { 1, 2, 3, 4 }.Pairwise().Select(pair => pair.Item1 * pair.Item2)));

var people = new[] { new { Name = "Ada", Age = 36 }, new { Name = "Bob", Age = 41 } };
foreach (var person in people.OrderByDescending(person => person.Age))
{
    Console.WriteLine(person);
}

Console.WriteLine(people[0].Equals(new { Name = "Ada", Age = 36 }));

var (head, tail) = new List<int> { 1, 2, 3 };
Console.WriteLine(head + " " + tail.Count);

Console.WriteLine(new Query().From("users").Where("age > 3").Where("name != ''").ToString());

internal static class TextExtensions
{
    extension(string text)
    {
        public bool IsPalindrome => text.SequenceEqual(text.Reverse());

        public string Capitalize() => string.Join(' ', text.Split(' ').Select(word => $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
    }

    public static string Times(this int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    public static IEnumerable<(T, T)> Pairwise<T>(this IEnumerable<T> items) => items.Zip(items.Skip(1));

    public static void Deconstruct<T>(this List<T> list, out T head, out List<T> tail) => (head, tail) = (list[0], list[1..]);
}

internal sealed class Query
{
    private readonly List<string> _conditions = [];
    private string _table = "";

    public Query From(string table)
    {
        _table = table;
        return this;
    }

    public Query Where(string condition)
    {
        _conditions.Add(condition);
        return this;
    }

    public override string ToString() => $"select * from {_table} where {string.Join(" and ", _conditions)}";
}
