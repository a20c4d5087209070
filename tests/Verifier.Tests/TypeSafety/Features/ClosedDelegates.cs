namespace ClosedDelegates;

public class Animal
{
    public virtual string Sound() => "";

    public string Name() => "animal";

    public virtual T Echo<T>(T value) => value;
}

public class Dog : Animal
{
    public override string Sound() => "wau";

    public Func<string> BaseSound() => base.Sound;

    public Func<string> OwnSound() => Sound;
}

public sealed class Cat : Animal
{
    public Func<string> Mine() => Sound;
}

public static class Extensions
{
    public static string Shout(this string text, int times) => text + times;

    public static int CountOf<T>(this T[] values, T value) => Array.IndexOf(values, value);

    public static string Describe<T>(this T value, string suffix)
        where T : Animal => value.Sound() + suffix;

    public static string Digits(int number) => number.ToString();

    public static string Named<T>(this T value)
        where T : class => value.ToString() ?? "";
}

public struct Number : IFormattable
{
    public int Value;

    public int Get() => Value;

    public readonly string ToString(string? format, IFormatProvider? provider) => Value.ToString(format, provider);
}

public static class Closed
{
    public static Func<int, string> OverString(string text) => text.Shout;

    public static Func<int, int> OverArray(int[] values) => values.CountOf;

    public static Func<string, int> OverStrings(string[] values) => values.CountOf;

    public static Func<string, bool> Contains(string[] values) => values.Contains;

    public static Func<string, string> OverParameter<T>(T value)
        where T : Animal => value.Describe;

    public static Func<string> OverClass<T>(T value)
        where T : class => value.Named;

    public static Func<string> Virtual(Animal animal) => animal.Sound;

    public static Func<string> NonVirtual(Animal animal) => animal.Name;

    public static Func<int, int> GenericVirtual(Animal animal) => animal.Echo;

    public static Func<int> Boxed(Number number) => number.Get;

    public static Func<string> BoxedInt(int number) => number.ToString;

    public static Func<string> ParameterToString<T>(T value)
        where T : notnull => value.ToString!;

    public static Func<Type> GetTypeOf<T>(T value)
        where T : notnull => value.GetType;

    public static Func<string> Static() => Constant;

    public static Func<T, T> Generic<T>() => Identity;

    public static Action Multicast(Action first, Action second)
    {
        var all = first + second;
        all += Nothing;
        all -= second;
        return all;
    }

    public static Delegate Natural() => Identity<int>;

    public static IEnumerable<string> Select(IEnumerable<int> numbers) => numbers.Select(Extensions.Digits);

    private static string Constant() => "x";

    private static T Identity<T>(T value) => value;

    private static void Nothing()
    {
    }

    public static Func<string, IFormatProvider?, string> Interface(IFormattable value) => value.ToString;

    public static bool Equal(Func<int> left, Func<int> right) => left == right;
}
