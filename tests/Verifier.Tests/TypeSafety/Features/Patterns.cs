namespace Patterns;

public class Shape
{
    public double Area { get; set; }
}

public class Circle : Shape
{
    public double Radius { get; set; }

    public Circle? Inner { get; set; }

    public void Deconstruct(out double radius, out double area) => (radius, area) = (Radius, Area);
}

public static class Matching
{
    public static string Types(object? value) => value switch
    {
        null => "null",
        int and > 5 => "large",
        int number when number < 0 => "negative" + number,
        int or long or short => "number",
        string { Length: > 3 and < 10 } text => text,
        string => "text",
        int[] { Length: 0 } => "empty",
        IEnumerable<int> numbers => "numbers" + numbers.Count(),
        DayOfWeek.Friday => "friday",
        Enum => "enum",
        Circle { Radius: > 1, Inner: { Radius: var inner } } => "nested" + inner,
        Circle (var radius, _) => "circle" + radius,
        Shape { Area: not 0 } shape => "shape" + shape.Area,
        ValueTuple<int, string> (var number, "x") => "pair" + number,
        ValueTuple<int, string> tuple => tuple.Item2,
        ITuple { Length: 3 } and [var first, _, _] => "tuple" + first,
        Type type => type.Name,
        _ => "other",
    };

    public static int Lists(int[] values) => values switch
    {
        [] => 0,
        [var only] => only,
        [1, 2, ..] => 12,
        [.., 9] => 9,
        [var first, .. var middle, var last] => first + middle.Length + last,
    };

    public static string Slices(List<string> texts) => texts switch
    {
        ["a", _] => "a",
        [{ Length: 1 }, .., { Length: 2 } last] => last,
        _ => "",
    };

    public static int SpanOfText(ReadOnlySpan<char> text) => text switch
    {
        "one" => 1,
        "two" => 2,
        "three" or "drei" => 3,
        "" => 0,
        ['-', .. var rest] => -SpanOfText(rest),
        _ => 99,
    };

    public static int WritableSpanOfText(Span<char> text) => text is "abc" ? 1 : text is [.., 'x'] ? 2 : 3;

    public static string Relational(double value) => value switch
    {
        double.NaN => "nan",
        < 0 => "negative",
        0 => "zero",
        > 0 and <= 1 => "small",
        >= 1e6 or double.PositiveInfinity => "huge",
        _ => "normal",
    };

    public static bool Logic(char value) => value is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_';

    public static int Tuples(int left, bool right, string? text) => (left, right, text) switch
    {
        (0, true, _) => 1,
        (> 0, false, "x") => 2,
        (_, _, null) => 3,
        var (a, _, c) => a + c.Length,
    };

    public static string Var(object value) => value is var other && other is not string and { } nonNull ? nonNull.ToString() ?? "" : "";

    public static int Generic<T>(T value) => value switch
    {
        int number => number,
        string text => text.Length,
        IEnumerable<T> many => many.Count(),
        _ => -1,
    };

    public static int Nullable(int? number) => number switch
    {
        null => 0,
        > 10 => 10,
        { } value => value,
    };

    public static bool Constants(object value) => value is 1.5m or 3L or 'c' or "s" or true or 2.5f;

    public static int Declared(object value)
    {
        if (value is not string text)
        {
            return 0;
        }

        return value is string { Length: var length } && text is [var first, ..] ? length + first : -1;
    }

    public static string Deep(Circle circle) => circle is { Inner.Inner.Radius: > 3 } ? "deep" : circle.Inner is null ? "flat" : "one";
}
