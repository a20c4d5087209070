// U-09: more stack memory than there is, at once, of a negative length, and at the bottom of a recursion
// expect: stack
// output: InsufficientExecutionStackException
// output: InsufficientExecutionStackException
// output: InsufficientExecutionStackException
// output: 100
using System;

public static class P
{
    public static void Main()
    {
        Attempt(int.MaxValue);
        Attempt(-1);
        AttemptBytes(-1);
        var last = 0;
        for (var round = 0; round < 100; round++)
        {
            Span<byte> inLoop = stackalloc byte[1_000_000];
            last += inLoop.Length / 1_000_000;
        }

        Console.WriteLine(last);
        Console.WriteLine(Deep(0));
    }

    static void Attempt(int length)
    {
        try
        {
            Span<int> values = stackalloc int[length];
            values.Fill(1);
            Console.WriteLine(values.Length);
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception.GetType().Name);
        }
    }

    static void AttemptBytes(int length)
    {
        try
        {
            Span<byte> values = stackalloc byte[length];
            values.Fill(1);
            Console.WriteLine(values.Length);
        }
        catch (Exception exception)
        {
            Console.WriteLine(exception.GetType().Name);
        }
    }

    static int Deep(int depth)
    {
        Span<byte> values = stackalloc byte[64];
        values[0] = (byte)Deep(depth + 1);
        return values[0] + depth;
    }
}
