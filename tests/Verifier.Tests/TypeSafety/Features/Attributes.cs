using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Attributes;

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class TagAttribute<T>(T value, params string[] names) : Attribute
{
    public T Value => value;

    public string[] Names => names;

    public Type? Type { get; set; }

    public DayOfWeek Day;
}

[Tag<int>(3, "a", "b", Type = typeof(List<>), Day = DayOfWeek.Friday)]
[Tag<string>("x")]
public class Tagged<[Tag<int>(1)] T>
{
    [Tag<object>(4)]
    [return: Tag<int>(5)]
    public int Run([Tag<int>(6)] int value, [Optional, DefaultParameterValue(3)] int other) => value + other;

    [field: NonSerialized]
    public int Property { get; [MethodImpl(MethodImplOptions.AggressiveInlining)] set; }

    [Conditional("NEVER")]
    public static void Never(string text) => throw new InvalidOperationException(text);

    [Obsolete("old")]
    public static int Old() => 1;

    [DoesNotReturn]
    public static void Throw() => throw new InvalidOperationException();
}

public static class Callers
{
    public static string Where([CallerMemberName] string member = "", [CallerLineNumber] int line = 0, [CallerFilePath] string file = "") =>
        member + line + file;

    public static string Expression(bool condition, [CallerArgumentExpression(nameof(condition))] string text = "") => condition ? "" : text;

    public static string Names() =>
        nameof(List<>) + nameof(Dictionary<,>.Count) + nameof(Tagged<int>.Run) + nameof(System.Collections) + Where() + Expression(1 > 2);

    public static int Run()
    {
        Tagged<int>.Never("never");
        _ = int.TryParse("3", out _);
        _ = new Tagged<string>().Run(1);
        Debug.Assert(true);
        (_, _) = (1, 2);
        return typeof(Tagged<>).GetHashCode();
    }
}
