// Value types: copying, boxing, readonly and ref structs, flags, enum parsing and formatting.
using System;
using System.Collections.Generic;

var first = new Vector(1, 2);
var second = first;
second.X = 9;
Console.WriteLine($"{first.X} {second.X}");

object boxed = first;
first.X = 7;
Console.WriteLine(((Vector)boxed).X);

Scale(ref first, 3);
Console.WriteLine(first);

var vectors = new Vector[3];
for (var i = 0; i < vectors.Length; i++)
{
    ref var vector = ref vectors[i];
    vector.X = i;
    vector.Y = i * i;
}

Console.WriteLine(string.Join(" ", vectors));
Console.WriteLine(new Vector(1, 1).Equals(new Vector(1, 1)) + " " + default(Vector));

var access = Access.Read | Access.Write;
Console.WriteLine(access);
Console.WriteLine(access.HasFlag(Access.Write) + " " + (access & ~Access.Read) + " " + (int)Access.All);
Console.WriteLine(Enum.Parse<Color>("Green") + " " + Enum.IsDefined((Color)9) + " " + (Color)9 + " " + string.Join(",", Enum.GetNames<Color>()));
Console.WriteLine(Enum.TryParse<Color>("blue", ignoreCase: true, out var color) + " " + color + " " + color.ToString("D"));

var counts = new Dictionary<Color, int>();
foreach (var value in Enum.GetValues<Color>())
{
    counts[value] = ((int)value + 1) * 10;
}

Console.WriteLine(counts[Color.Blue]);

var window = new Window([1, 2, 3, 4]);
Console.WriteLine(window.Sum());

static void Scale(ref Vector vector, int factor)
{
    vector.X *= factor;
    vector.Y *= factor;
}

internal struct Vector(int x, int y)
{
    public int X = x;
    public int Y = y;

    public override readonly string ToString() => $"<{X},{Y}>";
}

internal readonly ref struct Window(ReadOnlySpan<int> values)
{
    private readonly ReadOnlySpan<int> _values = values;

    public int Sum()
    {
        var sum = 0;
        foreach (var value in _values)
        {
            sum += value;
        }

        return sum;
    }
}

[Flags]
internal enum Access : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    Execute = 4,
    All = Read | Write | Execute,
}

internal enum Color
{
    Red,
    Green,
    Blue,
}
