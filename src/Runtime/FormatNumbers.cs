namespace RExecIL.Runtime;

/// <summary>Finds how much a format can make out of little: it may ask for a billion digits in ten characters.</summary>
internal static class FormatNumbers
{
    /// <summary>What no number in a format is taken for more than: the framework refuses higher ones.</summary>
    private const long Largest = 1_000_000_000;

    /// <summary>The sum of all numbers that are written in a format; 0 for null.</summary>
    internal static long SumOf(ReadOnlySpan<char> format)
    {
        var (sum, number) = (0L, 0L);
        foreach (var character in format)
        {
            if (char.IsAsciiDigit(character))
            {
                number = Math.Min(Largest, (number * 10) + (character - '0'));
            }
            else
            {
                (sum, number) = (sum + number, 0);
            }
        }

        return sum + number; // At most 2^30 characters.
    }
}
