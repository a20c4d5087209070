// Interfaces with default members, explicit implementation, static abstract members, inheritance diamonds.
using System;
using System.Collections.Generic;

IGreeter english = new English();
IGreeter loud = new Loud();
Console.WriteLine(english.Greet("Ada"));
Console.WriteLine(loud.Greet("Ada"));

ILeft left = new Diamond();
IRight right = new Diamond();
Console.WriteLine(left.Name + right.Name + ((IBase)left).Name);

Console.WriteLine(Zero<Meters>() + " " + Sum<Meters>([new(1.5), new(2)]));

var file = new Resource();
((IDisposable)file).Dispose();
Console.WriteLine(file is ICloneable ? "cloneable" : "not cloneable");

static T Zero<T>() where T : IUnit<T> => T.Zero;

static T Sum<T>(IEnumerable<T> values) where T : IUnit<T>
{
    var sum = T.Zero;
    foreach (var value in values)
    {
        sum += value;
    }

    return sum;
}

internal interface IGreeter
{
    string Word { get; }

    string Greet(string name) => $"{Word}, {Decorate(name)}";

    private static string Decorate(string name) => "*" + name + "*";
}

internal sealed class English : IGreeter
{
    public string Word => "Hello";
}

internal sealed class Loud : IGreeter
{
    string IGreeter.Word => "HEY";

    string IGreeter.Greet(string name) => name.ToUpperInvariant() + "!";
}

internal interface IBase
{
    string Name => "base ";
}

internal interface ILeft : IBase
{
    new string Name => "left ";
}

internal interface IRight : IBase
{
    new string Name => "right ";
}

internal sealed class Diamond : ILeft, IRight;

internal interface IUnit<T> where T : IUnit<T>
{
    static abstract T Zero { get; }

    static abstract T operator +(T left, T right);
}

internal readonly record struct Meters(double Value) : IUnit<Meters>
{
    public static Meters Zero => new(0);

    public static Meters operator +(Meters left, Meters right) => new(left.Value + right.Value);
}

internal sealed class Resource : IDisposable
{
    void IDisposable.Dispose() => Console.WriteLine("disposed");
}
