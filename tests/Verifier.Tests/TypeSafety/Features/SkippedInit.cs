namespace SkippedInit;

public static class Skips
{
    [SkipLocalsInit]
    public static int Locals(int number)
    {
        int result;
        if (number > 3)
        {
            result = number;
        }
        else
        {
            result = -number;
        }

        return result;
    }

    [SkipLocalsInit]
    public static int Stack(int number)
    {
        Span<int> values = stackalloc int[16];
        values.Fill(number);
        return values[3];
    }

    [SkipLocalsInit]
    public static ReadOnlySpan<char> Spans(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> result;
        (int Left, string Right) pair;
        pair.Left = text.Length;
        pair.Right = "x";
        result = pair.Left > 3 ? text[1..] : pair.Right;
        return result;
    }
}

[SkipLocalsInit]
public struct Whole
{
    public int X;

    public readonly int Twice()
    {
        var copy = X;
        return copy * 2;
    }
}
