namespace StaticState;

public static class Startup
{
    internal static int Started;

    [ModuleInitializer]
    internal static void Initialize() => Started++;
}

public static class PerThread
{
    [ThreadStatic]
    private static int Count;

    [ThreadStatic]
    private static List<string>? Names;

    public static int Next()
    {
        Names ??= [];
        Names.Add("x");
        ref var count = ref Count;
        return ++count + Names.Count;
    }
}

public class Lazies
{
    private static readonly Lazy<int> Value = new(() => 4);
    private static readonly Dictionary<string, Func<int, int>> Table = new() { ["twice"] = static value => value * 2 };
    public const decimal Constant = 1.5m;
    public static readonly DateTime Date = new(2020, 1, 1);
    public static readonly int[] Numbers;

    static Lazies()
    {
        Numbers = new int[3];
        for (var index = 0; index < Numbers.Length; index++)
        {
            Numbers[index] = index;
        }

        Fixed.X = 4;
        Change(ref Fixed);
    }

    public static readonly Point Fixed;

    private static void Change(ref Point point) => point.Y++;

    public static int Use() => Value.Value + Table["twice"](3) + (int)Constant + Date.Year + Numbers[1] + Fixed.X;
}

public struct Point
{
    public int X;
    public int Y;
    public static readonly Point Origin = new() { X = 1 };
}

public static class Generic<T>
{
    private static T? Cached;
    private static readonly object Gate = new();

    public static T Get(Func<T> make)
    {
        lock (Gate)
        {
            return Cached ??= make();
        }
    }

    public static int Size { get; set; } = typeof(T).Name.Length;
}
