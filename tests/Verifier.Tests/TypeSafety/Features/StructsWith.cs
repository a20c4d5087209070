namespace StructsWith;

public struct Point
{
    public int X;
    public int Y;

    public int Sum
    {
        readonly get => X + Y;
        set => (X, Y) = (value, 0);
    }

    public void Reset() => this = default;

    public void Become(Point other) => this = other;

    public void Mirror()
    {
        this = new Point { X = Y, Y = X };
        Shift(ref this);
        Shift(ref X);
    }

    public readonly Point Moved(int by)
    {
        var copy = this;
        copy.X += by;
        return copy with { Y = Y + by };
    }

    private static void Shift(ref Point point) => point.X++;

    private static void Shift(ref int number) => number++;

    public Point(int x)
    {
        this = default;
        X = x;
    }
}

public struct Outer
{
    public Point Inner;
    public Point[] Many;
    public string? Text;

    public Outer(int x)
    {
        Inner.X = x;
        Inner.Sum += 4;
        Many = new Point[2];
        Many[0].X = x;
        Many[1].Inner();
    }
}

public static class Extensions
{
    public static void Inner(this ref Point point) => point.Y = 3;
}

public struct Empty;

public struct WithInitializers()
{
    public int Number = 4;

    public string Text { get; set; } = "a";
}

public class Holder
{
    public Point Field;
    public static Point Shared;
    private readonly Point _fixed = new(3);

    public int Run()
    {
        Field.X = 3;
        Field.Reset();
        Shared.Y++;
        Shared.Mirror();
        _fixed.Reset();
        var outer = new Outer(3) with { Text = "x" };
        outer.Inner.Mirror();
        outer.Many[0].Become(Field);
        var anonymous = new { outer.Text, Number = 3 } with { Number = 4 };
        return _fixed.Moved(3).Sum + outer.Inner.Sum + new WithInitializers().Number + default(WithInitializers).Number + anonymous.Number;
    }
}

public struct Generic<T>
{
    public T Value;

    public void Clear() => this = default;

    public static Generic<T> Of(T value) => new() { Value = value };

    public override readonly string? ToString() => Value?.ToString();

    public override readonly int GetHashCode() => Value is null ? 0 : Value.GetHashCode();
}

public static class Boxing
{
    public static object Box(Point point) => point;

    public static int Interface(Generic<int> value)
    {
        object boxed = value;
        return boxed.GetHashCode() + value.GetHashCode() + ((Generic<int>)boxed).Value + value.GetType().Name.Length;
    }

    public static string Calls<T>(T value)
        where T : struct => value.ToString() + value.GetHashCode() + value.Equals(value);
}
