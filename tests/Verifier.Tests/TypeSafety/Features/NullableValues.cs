namespace NullableValues;

public struct Point
{
    public int X;

    public readonly int Twice() => X * 2;

    public static Point operator +(Point left, Point right) => new() { X = left.X + right.X };

    public static bool operator ==(Point left, Point right) => left.X == right.X;

    public static bool operator !=(Point left, Point right) => left.X != right.X;

    public override readonly bool Equals(object? other) => other is Point point && point == this;

    public override readonly int GetHashCode() => X;
}

public static class Nullables
{
    public static int? Lifted(int? left, int? right) => left + right * 2 - ~left;

    public static bool? Logic(bool? left, bool? right) => (left & right) | !left;

    public static bool Compare(int? left, int? right, double? real) => left > right || left == null || real != 1.5 || left == right;

    public static Point? Operators(Point? left, Point? right) => left + right;

    public static bool Equal(Point? left, Point? right) => left == right;

    public static object? Box(int? value) => value;

    public static int? Unbox(object? value) => (int?)value;

    public static int? As(object? value) => value as int?;

    public static int Values(int? value, Point? point) => value.GetValueOrDefault(3) + (value ?? 4) + (point?.Twice() ?? 0) + (point is { X: > 2 } ? 1 : 0);

    public static long? Convert(int? value, byte? small) => value + (long?)small;

    public static void Assign(ref int? value, int?[] values)
    {
        value ??= 3;
        value++;
        value += values[0];
        values[1] = value;
        values[0] = null;
    }

    public static T? Generic<T>(T? value)
        where T : struct => value is { } inner ? inner : default(T?);

    public static T? Unconstrained<T>(bool has, T value) => has ? value : default;

    public static string? Text(DayOfWeek? day) => day?.ToString();

    public static int? FromSwitch(string text) => text switch
    {
        "one" => 1,
        "two" => 2,
        _ => null,
    };

    public static DateTime? Dates(DateTime? date, TimeSpan? span) => date + span;

    public static int Sum(IEnumerable<int?> values) => values.Where(value => value.HasValue).Sum(value => value!.Value);
}
