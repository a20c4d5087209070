// Query operators over arrays, lists and sequences, in both syntaxes.
using System;
using System.Collections.Generic;
using System.Linq;

internal sealed record Order(string Customer, string Product, int Quantity, decimal Price);

internal static class Program
{
    private static void Main()
    {
        Order[] orders =
        [
            new("Ada", "Tea", 3, 2.50m), new("Bob", "Coffee", 1, 4.00m), new("Ada", "Cake", 2, 3.25m),
            new("Cid", "Tea", 10, 2.50m), new("Bob", "Tea", 4, 2.50m),
        ];

        var totals =
            from order in orders
            group order by order.Customer into customer
            let total = customer.Sum(order => order.Quantity * order.Price)
            orderby total descending, customer.Key
            select (customer.Key, total);
        foreach (var (customer, total) in totals)
        {
            Console.WriteLine($"{customer}: {total:0.00}");
        }

        var products = orders.Select(order => order.Product).Distinct().Order().ToList();
        Console.WriteLine(string.Join(",", products));

        var joined = orders.Join(
            new Dictionary<string, string> { ["Tea"] = "leaf", ["Coffee"] = "bean" },
            order => order.Product,
            kind => kind.Key,
            (order, kind) => $"{order.Customer}-{kind.Value}");
        Console.WriteLine(string.Join(" ", joined));

        var numbers = Enumerable.Range(1, 20).ToArray();
        Console.WriteLine(numbers.Where(number => number % 3 == 0).Aggregate(1L, (product, number) => product * number));
        Console.WriteLine(string.Join(" ", numbers.Chunk(6).Select(chunk => chunk.Sum())));
        Console.WriteLine(string.Join(" ", numbers.Zip(numbers.Skip(1), (left, right) => right * left).TakeWhile(value => value < 100)));
        Console.WriteLine(numbers.ToLookup(number => number % 4)[3].Last());
        Console.WriteLine(string.Join(" ", numbers.SelectMany(number => Enumerable.Repeat(number, number % 3)).Take(12)));
        Console.WriteLine($"{numbers.Average():0.0} {numbers.MaxBy(number => number % 7)} {numbers.Any(number => number > 19)} {numbers.All(number => number > 1)}");
        Console.WriteLine(string.Join(" ", new[] { 3, 1, 2 }.Except([2]).Union([9, 1]).Intersect([1, 3, 9]).OrderByDescending(number => number)));
        Console.WriteLine(numbers.Index().Where(pair => pair.Index == pair.Item - 1).Count());
        Console.WriteLine(string.Join(" ", orders.CountBy(order => order.Product).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}={pair.Value}")));
    }
}
