// Parameters and locals that are made to refer to something else.
using System;

static class ReassignedReferences
{
    private static int s_number;
    private static readonly int s_fixed;

    public static ref readonly int InParameter(in int left, in int right, bool which)
    {
        if (which)
        {
            left = ref right;
        }

        return ref left;
    }

    public static ref readonly int InParameterToStatic(in int left)
    {
        left = ref s_fixed;
        return ref left;
    }

    public static ref readonly int RefReadOnlyParameter(ref readonly int left, in int right)
    {
        left = ref right;
        return ref left;
    }

    public static ref int RefParameter(ref int left, ref int right, bool which)
    {
        if (which)
        {
            left = ref right;
        }

        left++;
        return ref left;
    }

    public static ref int Local(ref int left, int[] numbers)
    {
        ref var found = ref left;
        foreach (ref var number in numbers.AsSpan())
        {
            if (number > found)
            {
                found = ref number;
            }
        }

        return ref found;
    }

    public static ref readonly int Mixed(in int left, int[] numbers)
    {
        ref readonly var found = ref left;
        found = ref s_number;
        found = ref numbers[0];
        return ref found;
    }

    public static int ScopedParameter(scoped ref int left)
    {
        var own = 1;
        left = ref own;
        return left;
    }

    public static Span<int> SpanParameter(Span<int> left, int[] right)
    {
        left = right;
        return left.Slice(1);
    }

    public static int ScopedSpan(scoped Span<int> left)
    {
        Span<int> own = stackalloc int[4];
        left = own;
        return left.Length;
    }

    public static int ScopedSpanOfNumber(scoped ReadOnlySpan<int> left)
    {
        var own = 1;
        left = new ReadOnlySpan<int>(in own);
        return left[0];
    }
}
