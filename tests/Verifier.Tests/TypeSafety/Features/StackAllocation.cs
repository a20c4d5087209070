namespace StackAllocation;

public struct Point
{
    public int X;
    public int Y;
}

public enum Color : byte
{
    Red,
    Green,
}

public static class Forms
{
    public static int Constant()
    {
        Span<int> values = stackalloc int[8];
        values.Fill(3);
        return values[7];
    }

    public static int Variable(int length)
    {
        Span<byte> values = stackalloc byte[length];
        values.Clear();
        return values.Length;
    }

    public static int Conditional(int length)
    {
        Span<char> buffer = length <= 64 ? stackalloc char[64] : new char[length];
        buffer[0] = 'x';
        return buffer.Length;
    }

    public static int ConditionalVariable(int length)
    {
        Span<char> buffer = length <= 64 ? stackalloc char[length] : new char[length];
        return buffer.Length;
    }

    public static int Initializer()
    {
        Span<int> values = stackalloc int[] { 1, 2, 3, 4 };
        Span<byte> bytes = stackalloc byte[] { 1, 2, 3 };
        Span<long> longs = stackalloc long[3] { 1, 2, 3 };
        Span<short> implied = stackalloc[] { (short)1, (short)2 };
        return values[0] + bytes[1] + (int)longs[2] + implied[1];
    }

    public static int Computed(int number)
    {
        Span<int> values = stackalloc int[] { number, number + 1, number * 2 };
        ReadOnlySpan<int> constant = stackalloc int[] { 5, 6 };
        return values[2] + constant[0];
    }

    public static double Other()
    {
        Span<double> doubles = stackalloc double[] { 1.5, 2.5 };
        Span<Point> points = stackalloc Point[4];
        Span<Color> colors = stackalloc Color[] { Color.Red, Color.Green };
        Span<bool> flags = stackalloc bool[2];
        Span<nint> natives = stackalloc nint[2];
        Span<Guid> ids = stackalloc Guid[2];
        Span<decimal> amounts = stackalloc decimal[1];
        points[1].X = 4;
        flags[1] = colors[1] == Color.Green;
        natives[0] = 8;
        amounts[0] = 1.5m;
        return doubles[1] + points[1].X + ids.Length;
    }

    public static int Nested()
    {
        return Sum(stackalloc int[4]) + Sum(stackalloc int[] { 1, 2 }) + Sum(stackalloc int[3]);
    }

    public static int InLoop(int times)
    {
        Span<byte> outer = stackalloc byte[4];
        var sum = 0;
        for (var index = 0; index < times; index++)
        {
            outer[index & 3]++;
            sum += outer[0];
        }

        return sum;
    }

    public static int Generic<T>(int length)
        where T : unmanaged
    {
        Span<T> values = stackalloc T[length];
        Span<T> fixedLength = stackalloc T[2];
        values.Clear();
        fixedLength[0] = default;
        return values.Length + fixedLength.Length;
    }

    public static string Text(int number)
    {
        Span<char> buffer = stackalloc char[16];
        return number.TryFormat(buffer, out var written) ? new string(buffer[..written]) : "";
    }

    public static int InTry()
    {
        Span<int> values = stackalloc int[2];
        try
        {
            values[0] = 4;
            return Sum(values);
        }
        finally
        {
            values.Clear();
        }
    }

    public static bool Pattern(ReadOnlySpan<char> text)
    {
        Span<char> copy = stackalloc char[4];
        return text.TryCopyTo(copy) && copy is ['a', .., 'd'];
    }

    private static int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
