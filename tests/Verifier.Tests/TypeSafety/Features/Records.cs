namespace Records;

public record Person(string Name, int Age)
{
    public string? Nickname { get; init; }

    public virtual string Describe() => $"{Name} ({Age})";
}

public record Employee(string Name, int Age, string Company) : Person(Name, Age)
{
    public sealed override string ToString() => base.ToString() + Company;

    public override string Describe() => base.Describe() + Company;
}

public abstract record Expression
{
    public sealed record Number(double Value) : Expression;

    public sealed record Add(Expression Left, Expression Right) : Expression;

    public sealed record Negate(Expression Inner) : Expression;

    public double Evaluate() => this switch
    {
        Number(var value) => value,
        Add(Number(0), var right) => right.Evaluate(),
        Add(var left, var right) => left.Evaluate() + right.Evaluate(),
        Negate { Inner: Negate(var inner) } => inner.Evaluate(),
        Negate(var inner) => -inner.Evaluate(),
        _ => throw new InvalidOperationException(),
    };
}

public record struct Point(int X, int Y)
{
    public readonly double Length => Math.Sqrt((X * X) + (Y * Y));
}

public readonly record struct Money(decimal Amount, string Currency)
{
    public static Money operator +(Money left, Money right) => left with { Amount = left.Amount + right.Amount };
}

public record Pair<T, TOther>(T First, TOther Second)
    where T : notnull
{
    protected virtual bool PrintMembers(System.Text.StringBuilder builder)
    {
        builder.Append(First);
        return true;
    }
}

public record class Empty;

public record Custom(int Value)
{
    public virtual bool Equals(Custom? other) => other is not null && other.Value == Value;

    public override int GetHashCode() => Value;

    protected Custom(Custom original) => Value = original.Value + 1;
}

public static class Uses
{
    public static string Run()
    {
        var person = new Person("Ann", 3) { Nickname = "A" };
        var older = person with { Age = 4 };
        var (name, age) = older;
        Person employee = new Employee("Bob", 5, "C");
        var copy = employee with { Name = name };
        var point = new Point { X = 1 };
        point.Y = 4;
        var (x, _) = point with { X = 9 };
        var money = new Money(1, "EUR") + new Money(2, "EUR");
        return $"{person == older}{copy}{age}{x}{point.Length}{money}{new Pair<int, string>(1, "a")}{new Empty().GetHashCode()}{new Custom(1) with { }}";
    }
}
