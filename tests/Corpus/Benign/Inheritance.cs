// Classes: virtual calls, hiding, abstract bases, base calls, constructors in order, static state, nested types.
using System;
using System.Collections.Generic;

Shape[] shapes = [new Circle(1.5), new Rectangle(2, 3), new Square(4)];
foreach (var shape in shapes)
{
    Console.WriteLine(shape);
}

Console.WriteLine(((Rectangle)shapes[2]).Hidden() + " " + ((Square)shapes[2]).Hidden());
Console.WriteLine(Shape.Count);
_ = new Derived();
Console.WriteLine(new Outer.Inner(5).Twice);
Console.WriteLine(Singleton.Instance == Singleton.Instance);

var visitor = new Counter();
foreach (var shape in shapes)
{
    shape.Accept(visitor);
}

Console.WriteLine(visitor.Round + " " + visitor.Square);

internal interface IVisitor
{
    void Visit(Circle circle);

    void Visit(Rectangle rectangle);
}

internal sealed class Counter : IVisitor
{
    public int Round { get; private set; }

    public int Square { get; private set; }

    public void Visit(Circle circle) => Round++;

    public void Visit(Rectangle rectangle) => Square++;
}

internal abstract class Shape
{
    protected Shape() => Count++;

    public static int Count { get; private set; }

    public abstract double Area { get; }

    public virtual string Name => GetType().Name;

    public abstract void Accept(IVisitor visitor);

    public override string ToString() => $"{Name} {Math.Round(Area, 2)}";
}

internal sealed class Circle(double radius) : Shape
{
    public override double Area => Math.PI * radius * radius;

    public override void Accept(IVisitor visitor) => visitor.Visit(this);
}

internal class Rectangle(double width, double height) : Shape
{
    public override double Area => width * height;

    public override void Accept(IVisitor visitor) => visitor.Visit(this);

    public string Hidden() => "rectangle";
}

internal sealed class Square(double side) : Rectangle(side, side)
{
    public override string Name => "Perfect " + base.Name;

    public new string Hidden() => "square";
}

internal class Base
{
    private readonly int _field = Log("base field");

    public Base()
    {
        Log("base constructor");
        Virtual();
    }

    protected static int Log(string text)
    {
        Console.WriteLine(text);
        return text.Length;
    }

    protected virtual void Virtual() => Log("base virtual" + _field);
}

internal sealed class Derived : Base
{
    private readonly int _field = Log("derived field");

    public Derived() => Log("derived constructor");

    protected override void Virtual()
    {
        Log("derived virtual " + _field);
        base.Virtual();
    }
}

internal static class Outer
{
    private const int Factor = 2;

    internal sealed class Inner(int value)
    {
        public int Twice => value * Factor;
    }
}

internal sealed class Singleton
{
    private static readonly Lazy<Singleton> Made = new(() => new Singleton());

    public static Singleton Instance => Made.Value;
}
