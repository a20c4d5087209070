// decimal, BigInteger, checked and unchecked arithmetic, integer widths, bit tricks.
using System;
using System.Globalization;
using System.Numerics;

Console.WriteLine((0.1m + 0.2m).ToString(CultureInfo.InvariantCulture) + " " + (1m / 3m).ToString(CultureInfo.InvariantCulture));
Console.WriteLine(decimal.Round(2.345m, 2).ToString(CultureInfo.InvariantCulture) + " " + decimal.Truncate(-7.9m) + " " + decimal.MaxValue);

var factorial = BigInteger.One;
for (var i = 2; i <= 50; i++)
{
    factorial *= i;
}

Console.WriteLine(factorial);
Console.WriteLine(BigInteger.Parse("123456789012345678901234567890") % 97 + " " + BigInteger.GreatestCommonDivisor(462, 1071));
Console.WriteLine(BigInteger.ModPow(3, 200, 1_000_007));

unchecked
{
    Console.WriteLine(int.MaxValue + One() + " " + (byte)(250 + One() * 10) + " " + (uint)-One());
}

try
{
    Console.WriteLine(checked((byte)(250 + One() * 10)));
}
catch (OverflowException)
{
    Console.WriteLine("overflow");
}

Console.WriteLine((sbyte)-1 + " " + (ushort)65535 + " " + (short)(32767 * One()));
Console.WriteLine((1L << 40) + " " + (ulong.MaxValue >> 60) + " " + Int128.MaxValue + " " + (UInt128)12);
Console.WriteLine(7 / 2 + " " + -7 / 2 + " " + -7 % 3 + " " + 7.0 / 2 + " " + Math.DivRem(17, 5) + " " + Math.BigMul(int.MaxValue, int.MaxValue));
Console.WriteLine(BitOperations.PopCount(255) + " " + BitOperations.Log2(1024) + " " + BitOperations.LeadingZeroCount(1u) + " " + BitOperations.RotateLeft(1u, 31));
Console.WriteLine((int)3.99 + " " + (int)-3.99 + " " + (char)65 + " " + (int)'z' + " " + (long)1e15 + " " + (float)0.1);
Console.WriteLine(new Complex(1, 2) * new Complex(3, -1) == new Complex(5, 5));

static int One() => 1;
