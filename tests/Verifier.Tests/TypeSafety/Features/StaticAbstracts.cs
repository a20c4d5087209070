using System.Numerics;

namespace StaticAbstracts;

public interface IMonoid<TSelf>
    where TSelf : IMonoid<TSelf>
{
    static abstract TSelf Zero { get; }

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract bool operator ==(TSelf left, TSelf right);

    static abstract bool operator !=(TSelf left, TSelf right);

    static virtual TSelf Twice(TSelf value) => value + value;

    static abstract implicit operator TSelf(int value);

    static abstract event Action? Changed;
}

public readonly struct Sum(int value) : IMonoid<Sum>
{
    public int Value { get; } = value;

    public static Sum Zero => new(0);

    public static event Action? Changed;

    public static Sum operator +(Sum left, Sum right) => new(left.Value + right.Value);

    public static bool operator ==(Sum left, Sum right) => left.Value == right.Value;

    public static bool operator !=(Sum left, Sum right) => !(left == right);

    public static implicit operator Sum(int value) => new(value);

    public static void Raise() => Changed?.Invoke();

    public override bool Equals(object? other) => other is Sum sum && sum == this;

    public override int GetHashCode() => Value;
}

public class Text : IMonoid<Text>
{
    public string Value { get; init; } = "";

    public static Text Zero { get; } = new();

    static event Action? IMonoid<Text>.Changed
    {
        add
        {
        }

        remove
        {
        }
    }

    public static Text operator +(Text left, Text right) => new() { Value = left.Value + right.Value };

    public static bool operator ==(Text left, Text right) => left.Value == right.Value;

    public static bool operator !=(Text left, Text right) => left.Value != right.Value;

    static Text IMonoid<Text>.Twice(Text value) => value;

    public static implicit operator Text(int value) => new() { Value = value.ToString() };

    public override bool Equals(object? other) => other is Text text && text == this;

    public override int GetHashCode() => Value.GetHashCode();
}

public static class Algorithms
{
    public static T Fold<T>(IEnumerable<T> values)
        where T : IMonoid<T>
    {
        var result = T.Zero;
        foreach (var value in values)
        {
            result += value;
        }

        return result == T.Zero ? 1 : T.Twice(result);
    }

    public static Func<T, T> AsDelegate<T>()
        where T : IMonoid<T> => T.Twice;

    public static void Subscribe<T>(Action action)
        where T : IMonoid<T>
    {
        T.Changed += action;
        T.Changed -= action;
    }

    public static (Sum, Text) Use() => (Fold<Sum>([1, 2, 3]), Fold<Text>([new() { Value = "a" }]));
}

public static class GenericMath
{
    public static T Total<T>(ReadOnlySpan<T> values)
        where T : INumber<T>
    {
        var sum = T.Zero;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / T.CreateChecked(values.Length);
    }

    public static T Parse<T>(string text)
        where T : IParsable<T> => T.Parse(text, null);

    public static T Power<T>(T value, int exponent)
        where T : IMultiplyOperators<T, T, T>, IMultiplicativeIdentity<T, T>
    {
        var result = T.MultiplicativeIdentity;
        for (var index = 0; index < exponent; index++)
        {
            result *= value;
        }

        return result;
    }

    public static bool IsBetween<T>(T value, T low, T high)
        where T : IComparisonOperators<T, T, bool> => value >= low && value <= high;

    public static int Bits<T>(T value)
        where T : IBinaryInteger<T> => int.CreateTruncating(T.PopCount(value)) + int.CreateTruncating(value >>> 1);

    public static T Checked<T>(T left, T right)
        where T : INumberBase<T> => checked(left * right + -left);

    public static double Use() => Total<double>([1, 2]) + Total<int>([1, 2]) + Power(2.0, 3) + Parse<int>("4") + Bits(5L) + Checked(3, 4);
}
