namespace UnboundGenericsAndDiscards;

public static class Uses
{
    public static string Names<T>() => nameof(List<>) + nameof(Outer<>.Inner<>) + nameof(T) + nameof(Dictionary<,>.TryGetValue);

    public static Type[] Types<T>() => [typeof(List<>), typeof(Outer<>.Inner<>), typeof(T[]), typeof(Outer<T>.Inner<int>), typeof(void), typeof(int[,]), typeof((T, int))];

    public static bool Same<T>() => typeof(T) == typeof(string) && typeof(Outer<T>) != typeof(Outer<int>);

    public static int Discards(string text)
    {
        _ = text.Length;
        _ = int.TryParse(text, out _);
        var (_, second, _) = (1, 2, 3);
        Func<int, int, int> function = (_, _) => 4;
        return second + function(1, 2) + (text is { Length: _ } ? 1 : 0) + text switch { _ => 3 };
    }

    public static T Default<T>() => default!;

    public static int Sizes() => sizeof(int) + sizeof(char) + sizeof(DayOfWeek) + sizeof(bool) + sizeof(decimal);

    public static string Escapes() => "\e[0m" + '\e' + """raw "text" """ + @"verb""atim" + "\u1234" + 'a' + 0b1010_1010 + 0xFF_FFu;
}

public class Outer<T>
{
    public class Inner<TInner>
    {
        public (T?, TInner?) Both;
    }
}
