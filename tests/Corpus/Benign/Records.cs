// Records: equality, with, printing, inheritance, record structs, deconstruction, required and init members.
using System;
using System.Collections.Generic;

var point = new Point(1, 2);
var moved = point with { Y = 5 };
Console.WriteLine(point);
Console.WriteLine(moved);
Console.WriteLine(point == new Point(1, 2));
Console.WriteLine(point.Equals(moved));
var (x, y) = moved;
Console.WriteLine(x + y);

Animal dog = new Dog("Rex", 3) { Owner = "Ada" };
Animal copy = dog with { Name = "Max" };
Console.WriteLine(dog);
Console.WriteLine(copy);
Console.WriteLine(dog == copy);
Console.WriteLine(copy is Dog { Age: 3, Owner: "Ada" });

var seen = new HashSet<Point> { new(0, 0), new(0, 0), new(1, 0) };
Console.WriteLine(seen.Count);

var settings = new Settings { Name = "test" };
Console.WriteLine(settings with { Level = 4 });

var money = new Money(10, "EUR") + new Money(5, "EUR");
Console.WriteLine(money);
Console.WriteLine(money.GetHashCode() == new Money(15, "EUR").GetHashCode());

internal sealed record Point(int X, int Y);

internal abstract record Animal(string Name)
{
    public string? Owner { get; init; }
}

internal sealed record Dog(string Name, int Age) : Animal(Name);

internal sealed record Settings
{
    public required string Name { get; init; }

    public int Level { get; init; } = 1;
}

internal readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money left, Money right) => left.Currency == right.Currency
        ? left with { Amount = left.Amount + right.Amount }
        : throw new InvalidOperationException("Currencies differ.");
}
