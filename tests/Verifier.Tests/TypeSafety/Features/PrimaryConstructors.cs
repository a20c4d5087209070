namespace PrimaryConstructors;

public class Account(string owner, decimal balance = 0)
{
    private readonly List<string> _log = [owner];

    public string Owner { get; } = owner;

    public decimal Balance => balance;

    public void Deposit(decimal amount)
    {
        balance += amount;
        _log.Add($"{owner}: {amount}");
    }

    public Account(int number)
        : this("no. " + number)
    {
    }

    public Func<decimal> Later() => () => balance * 2;
}

public class Savings(string owner, double rate) : Account(owner, 10)
{
    public double Rate => rate;

    public IEnumerable<double> Years()
    {
        for (var year = 0; year < 3; year++)
        {
            yield return rate * year;
        }
    }
}

public struct Vector(double x, double y)
{
    public double X = x;

    public readonly double Length => Math.Sqrt((X * X) + (y * y));

    public void Scale(double factor) => (X, y) = (X * factor, y * factor);

    public Vector()
        : this(1, 1)
    {
    }
}

public readonly struct Fixed(int value)
{
    public int Value => value;
}

public ref struct Reader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _bytes = bytes;

    public byte Next()
    {
        var value = _bytes[0];
        _bytes = _bytes[1..];
        return value;
    }

    public readonly ReadOnlySpan<byte> Rest => _bytes;
}

public class Generic<T>(T value, IEqualityComparer<T>? comparer = null)
{
    public bool Is(T other) => (comparer ?? EqualityComparer<T>.Default).Equals(value, other);
}

public class Service(Func<int> source) : IDisposable
{
    private int _count = source();

    public int Next() => _count++ + source();

    public void Dispose() => GC.KeepAlive(source);
}

public static class Uses
{
    public static double Run()
    {
        var account = new Account("a");
        account.Deposit(3);
        var vector = new Vector(1, 2);
        vector.Scale(2);
        var reader = new Reader([1, 2, 3]);
        return (double)account.Balance + new Savings("b", 0.5).Years().Sum() + vector.Length + new Vector().X + reader.Next()
            + reader.Rest.Length + new Fixed(3).Value + (new Generic<string>("x").Is("x") ? 1 : 0) + new Service(() => 2).Next();
    }
}
