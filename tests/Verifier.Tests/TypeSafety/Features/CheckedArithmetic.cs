namespace CheckedArithmetic;

public static class Numbers
{
    public static int Checked(int left, int right) => checked((left + right) * (left - right));

    public static byte Narrow(int value) => checked((byte)value);

    public static ulong Convert(long value, double real) => checked((ulong)value + (ulong)real);

    public static uint Unchecked(int value) => unchecked((uint)value * 31u);

    public static int Shifts(int value, uint unsigned, long wide) =>
        (value >>> 3) + (int)(unsigned >> 2) + (int)(wide >>> 33) + (value << 5) + (value >> 1);

    public static nint Native(nint value, nuint other)
    {
        nint result = value * 2 + (nint)other;
        result >>>= 1;
        result += 3;
        return checked(result + nint.MaxValue / 4);
    }

    public static nuint NativeUnsigned(int[] values, nint index) => (nuint)values[index] + (nuint)values.Length;

    public static bool Compare(nint left, nuint right, float real, double other, uint unsigned, ulong wide) =>
        left > 3 && right <= 4 && real < other && unsigned > 3u && wide >= 4UL && !(real != real) && left == (nint)right;

    public static char Characters(char value) => (char)(value + 1);

    public static short Compound(short value)
    {
        value += 3;
        value++;
        value <<= 1;
        value = (short)-value;
        value ^= 0x55;
        return (short)~value;
    }

    public static decimal Money(decimal value, int times) => checked(value * times) / 3m % 7m;

    public static double Reals(float single, double value, int number, ulong wide) =>
        single * value + number - wide / 2 + (float)value + Math.Round(value) + (double)(decimal)value;

    public static bool Logic(bool left, bool right) => (left & right) | (left ^ !right) || left && right;

    public static int Bytes(byte left, sbyte right, ushort other) => left + right * other % 7 - (byte)~left;

    public static Int128 Large(Int128 left, UInt128 right) => left * 3 + (Int128)right;

    public static int Loop()
    {
        var sum = 0;
        for (byte value = 0; value < 200; value += 3)
        {
            sum += value;
        }

        for (var wide = 10L; wide-- > 0;)
        {
            sum += (int)wide;
        }

        return sum;
    }
}

public readonly struct Meters(int value)
{
    public int Value { get; } = value;

    public static Meters operator +(Meters left, Meters right) => new(left.Value + right.Value);

    public static Meters operator checked +(Meters left, Meters right) => new(checked(left.Value + right.Value));

    public static explicit operator byte(Meters meters) => (byte)meters.Value;

    public static explicit operator checked byte(Meters meters) => checked((byte)meters.Value);

    public static Meters operator >>>(Meters meters, int by) => new(meters.Value >>> by);

    public static bool operator true(Meters meters) => meters.Value != 0;

    public static bool operator false(Meters meters) => meters.Value == 0;

    public static Meters operator &(Meters left, Meters right) => new(left.Value & right.Value);

    public static int Use()
    {
        var sum = checked(new Meters(3) + new Meters(4)) >>> 1;
        return (sum && new Meters(1) ? 1 : 0) + checked((byte)sum);
    }
}
