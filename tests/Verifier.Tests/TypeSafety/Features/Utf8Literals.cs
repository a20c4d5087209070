namespace Utf8Literals;

public static class Literals
{
    public static ReadOnlySpan<byte> Hello => "hello"u8;

    public static ReadOnlySpan<byte> Table => new byte[] { 1, 2, 3, 4, 5 };

    public static ReadOnlySpan<int> Primes => [2, 3, 5, 7, 11, 13];

    public static ReadOnlySpan<char> Vowels => ['a', 'e', 'i', 'o', 'u'];

    public static ReadOnlySpan<bool> Flags => [true, false, true];

    public static ReadOnlySpan<sbyte> Signed => [-1, 0, 1];

    public static ReadOnlySpan<double> Halves => [0.5, 1.5];

    public static ReadOnlySpan<ulong> Masks => [0xFFUL, 0xFF00UL];

    public static ReadOnlySpan<byte> Empty => ""u8;

    public static ReadOnlySpan<byte> EmptyCollection => [];

    public static bool IsHello(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual("hello"u8);

    public static int Count(ReadOnlySpan<byte> bytes)
    {
        var local = "abc"u8;
        var count = 0;
        foreach (var value in bytes)
        {
            if (local.Contains(value))
            {
                count++;
            }
        }

        return count;
    }

    public static ReadOnlySpan<byte> Pick(bool first) => first ? "one"u8 : "two"u8;

    public static byte[] Copy() => "copied"u8.ToArray();

    public static int Switch(int number)
    {
        ReadOnlySpan<byte> table = [10, 20, 30, 40];
        return (uint)number < (uint)table.Length ? table[number] : 0;
    }

    public static ReadOnlySpan<byte> Sliced => "0123456789"u8[3..6];

    public static int Sum()
    {
        var sum = 0;
        foreach (var prime in Primes)
        {
            sum += prime;
        }

        foreach (var vowel in Vowels)
        {
            sum += vowel;
        }

        return sum + Table[2] + Hello.Length;
    }
}
