// Generic arithmetic over the number interfaces.
using System;
using System.Globalization;
using System.Linq;
using System.Numerics;

Console.WriteLine(Sum([1, 2, 3]) + " " + Sum([1.5, 2.25]).ToString(CultureInfo.InvariantCulture) + " " + Sum([1.1m, 2.2m]).ToString(CultureInfo.InvariantCulture));
Console.WriteLine(Power(3L, 20) + " " + Power(new BigInteger(7), 30) + " " + Power(2.0, 10));
Console.WriteLine(Gcd(84, 36) + " " + Gcd(84UL, 36UL));
Console.WriteLine(Parse<int>("42") + Parse<int>("-2") + " " + Parse<double>("2.5").ToString(CultureInfo.InvariantCulture));
Console.WriteLine(byte.CreateSaturating(300) + " " + int.CreateTruncating(5.9) + " " + Clamp(15, 0, 9));

static T Sum<T>(T[] values) where T : INumber<T> => values.Aggregate(T.Zero, (sum, value) => sum + value);

static T Power<T>(T value, int exponent) where T : INumber<T>
{
    var power = T.One;
    for (; exponent > 0; exponent >>= 1)
    {
        power *= (exponent & 1) == 1 ? value : T.One;
        value *= value;
        if (exponent == 1)
        {
            break;
        }
    }

    return power;
}

static T Gcd<T>(T left, T right) where T : IBinaryInteger<T> => T.IsZero(right) ? left : Gcd(right, left % right);

static T Parse<T>(string text) where T : IParsable<T> => T.Parse(text, CultureInfo.InvariantCulture);

static T Clamp<T>(T value, T low, T high) where T : IComparable<T> =>
    value.CompareTo(low) < 0 ? low : value.CompareTo(high) > 0 ? high : value;
