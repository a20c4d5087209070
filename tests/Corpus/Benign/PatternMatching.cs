// Type, property, positional, relational, list and logical patterns; switch expressions and guards.
using System;
using System.Collections.Generic;
using System.Globalization;

object?[] things = [1, -5, "text", "", null, 3.5, new[] { 1, 2, 3 }, new List<int> { 7 }, (2, 3), 'c', DayOfWeek.Friday];
foreach (var thing in things)
{
    Console.WriteLine(Describe(thing));
}

foreach (int[] list in new int[][] { [], [1], [1, 2], [1, 5, 9, 2], [0, 0, 0] })
{
    Console.WriteLine(Shape(list));
}

for (var year = 1900; year <= 2000; year += 50)
{
    Console.WriteLine($"{year} {IsLeap(year)}");
}

Console.WriteLine(Evaluate(new Add(new Number(2), new Multiply(new Number(3), new Number(4)))));
Console.WriteLine(Simplify(new Add(new Number(0), new Multiply(new Number(1), new Number(9)))));

static string Describe(object? thing) => thing switch
{
    null => "nothing",
    int and < 0 => "negative",
    int number when number % 2 == 1 => $"odd {number}",
    "" => "empty text",
    string { Length: var length } => $"text of {length}",
    double value => value.ToString(CultureInfo.InvariantCulture),
    int[] and [var first, .., var last] => $"from {first} to {last}",
    IReadOnlyCollection<int> { Count: 1 } => "single",
    (int left, int right) => $"pair {left * right}",
    char and (>= 'a' and <= 'z' or >= 'A' and <= 'Z') => "letter",
    DayOfWeek.Saturday or DayOfWeek.Sunday => "weekend",
    _ => "something else",
};

static string Shape(int[] list) => list switch
{
    [] => "empty",
    [var only] => $"one {only}",
    [1, 2] => "one two",
    [1, .. var middle, 2] => $"1..2 around {middle.Length}",
    [0, ..] => "starts with zero",
    _ => "other",
};

static bool IsLeap(int year) => (year % 4, year % 100, year % 400) switch
{
    (_, _, 0) => true,
    (_, 0, _) => false,
    (0, _, _) => true,
    _ => false,
};

static int Evaluate(Expression expression) => expression switch
{
    Number(var value) => value,
    Add(var left, var right) => Evaluate(left) + Evaluate(right),
    Multiply(var left, var right) => Evaluate(left) * Evaluate(right),
    _ => throw new ArgumentException("unknown"),
};

static Expression Simplify(Expression expression) => expression switch
{
    Add(Number(0), var right) => Simplify(right),
    Multiply(Number(1), var right) => Simplify(right),
    _ => expression,
};

internal abstract record Expression;

internal sealed record Number(int Value) : Expression;

internal sealed record Add(Expression Left, Expression Right) : Expression;

internal sealed record Multiply(Expression Left, Expression Right) : Expression;
