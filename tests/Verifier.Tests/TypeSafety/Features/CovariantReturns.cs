namespace CovariantReturns;

public abstract class Shape
{
    public virtual Shape Clone() => this;

    public abstract object Data { get; }

    public virtual IEnumerable<object> Parts() => [];
}

public class Circle : Shape
{
    public override Circle Clone() => new();

    public override string Data => "circle";

    public override IReadOnlyList<string> Parts() => ["arc"];
}

public class RedCircle : Circle
{
    public override RedCircle Clone() => (RedCircle)base.Clone();

    public override string Data => base.Data + " red";
}

public abstract record Token(int Position)
{
    public abstract Token Next();
}

public record Word(int Position, string Text) : Token(Position)
{
    public override Word Next() => this with { Position = Position + 1 };
}

public static class Uses
{
    public static string Run(RedCircle red)
    {
        Shape shape = red;
        Circle circle = red.Clone();
        return circle.Data + shape.Data + red.Clone().Parts()[0] + new Word(1, "w").Next().Text + shape.Clone().Parts().Count();
    }
}
