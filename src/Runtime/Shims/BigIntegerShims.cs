using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for arithmetic that can take hours in one call: it is refused when it would outlast the run.</summary>
/// <remarks>
/// Nothing stops the framework inside such a call. How long it takes at least is estimated from the lengths of the numbers:
/// the framework multiplies and divides large numbers in about <c>n^1.58</c> steps of a nanosecond (measured on lengths of
/// 32-bit digits). Short numbers are not asked about.
/// </remarks>
[SuppressMessage("Naming", "CA1707", Justification = "Operators keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Operators keep their metadata names.")]
public static class BigIntegerShims
{
    private const double BitsOfDigit = 32;
    private const double Exponent = 1.58;
    private const double BitsOfDecimal = 3.33;

    /// <summary>As the operator.</summary>
    public static BigInteger op_Multiply(BigInteger left, BigInteger right, Sandbox sandbox)
    {
        Product(left, right, sandbox);
        return left * right;
    }

    /// <inheritdoc cref="BigInteger.Multiply"/>
    public static BigInteger Multiply(BigInteger left, BigInteger right, Sandbox sandbox) => op_Multiply(left, right, sandbox);

    /// <summary>As the operator.</summary>
    public static BigInteger op_Division(BigInteger dividend, BigInteger divisor, Sandbox sandbox)
    {
        Quotient(dividend, divisor, sandbox);
        return dividend / divisor;
    }

    /// <inheritdoc cref="BigInteger.Divide"/>
    public static BigInteger Divide(BigInteger dividend, BigInteger divisor, Sandbox sandbox) => op_Division(dividend, divisor, sandbox);

    /// <summary>As the operator.</summary>
    public static BigInteger op_Modulus(BigInteger dividend, BigInteger divisor, Sandbox sandbox)
    {
        Quotient(dividend, divisor, sandbox);
        return dividend % divisor;
    }

    /// <inheritdoc cref="BigInteger.Remainder"/>
    public static BigInteger Remainder(BigInteger dividend, BigInteger divisor, Sandbox sandbox) => op_Modulus(dividend, divisor, sandbox);

    /// <inheritdoc cref="BigInteger.DivRem(BigInteger, BigInteger, out BigInteger)"/>
    public static BigInteger DivRem(BigInteger dividend, BigInteger divisor, out BigInteger remainder, Sandbox sandbox)
    {
        Quotient(dividend, divisor, sandbox);
        return BigInteger.DivRem(dividend, divisor, out remainder);
    }

    /// <inheritdoc cref="BigInteger.DivRem(BigInteger, BigInteger)"/>
    public static (BigInteger Quotient, BigInteger Remainder) DivRem(BigInteger left, BigInteger right, Sandbox sandbox)
    {
        Quotient(left, right, sandbox);
        return BigInteger.DivRem(left, right);
    }

    /// <inheritdoc cref="BigInteger.GreatestCommonDivisor"/>
    public static BigInteger GreatestCommonDivisor(BigInteger left, BigInteger right, Sandbox sandbox)
    {
        sandbox.Work(Digits(left) * Digits(right));
        return BigInteger.GreatestCommonDivisor(left, right);
    }

    /// <inheritdoc cref="BigInteger.Pow"/>
    public static BigInteger Pow(BigInteger value, int exponent, Sandbox sandbox)
    {
        if (exponent > 1 && !value.IsZero && !value.IsOne)
        {
            var digits = Digits(value) * exponent;
            sandbox.Account((long)(digits * sizeof(uint)));
            sandbox.Work(Math.Pow(digits, Exponent));
        }

        return BigInteger.Pow(value, exponent);
    }

    /// <inheritdoc cref="BigInteger.ModPow"/>
    public static BigInteger ModPow(BigInteger value, BigInteger exponent, BigInteger modulus, Sandbox sandbox)
    {
        sandbox.Work(Digits(exponent) * BitsOfDigit * 2 * Math.Pow(Digits(modulus), Exponent));
        Quotient(value, modulus, sandbox);
        return BigInteger.ModPow(value, exponent, modulus);
    }

    /// <summary>As the operator.</summary>
    public static BigInteger op_LeftShift(BigInteger value, int shift, Sandbox sandbox)
    {
        sandbox.Account(Math.Abs((long)shift) / 8);
        return value << shift;
    }

    /// <inheritdoc cref="BigInteger.Parse(string)"/>
    public static BigInteger Parse(string value, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.Parse(value!, NumberFormatInfo.CurrentInfo);
    }

    /// <inheritdoc cref="BigInteger.Parse(string, NumberStyles)"/>
    public static BigInteger Parse(string value, NumberStyles style, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.Parse(value!, style, NumberFormatInfo.CurrentInfo);
    }

    /// <inheritdoc cref="BigInteger.Parse(string, IFormatProvider)"/>
    public static BigInteger Parse(string value, IFormatProvider? provider, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.Parse(value!, provider);
    }

    /// <inheritdoc cref="BigInteger.Parse(string, NumberStyles, IFormatProvider)"/>
    public static BigInteger Parse(string value, NumberStyles style, IFormatProvider? provider, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.Parse(value!, style, provider);
    }

    /// <inheritdoc cref="BigInteger.TryParse(string, out BigInteger)"/>
    public static bool TryParse(string? value, out BigInteger result, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.TryParse(value, NumberFormatInfo.CurrentInfo, out result);
    }

    /// <inheritdoc cref="BigInteger.TryParse(string, NumberStyles, IFormatProvider, out BigInteger)"/>
    public static bool TryParse(string? value, NumberStyles style, IFormatProvider? provider, out BigInteger result, Sandbox sandbox)
    {
        Decimals(value?.Length ?? 0, sandbox);
        return BigInteger.TryParse(value, style, provider, out result);
    }

    private static void Product(BigInteger left, BigInteger right, Sandbox sandbox)
    {
        var (long_, short_) = Ordered(left, right);
        sandbox.Work(long_ / short_ * Math.Pow(short_, Exponent));
    }

    private static void Quotient(BigInteger dividend, BigInteger divisor, Sandbox sandbox)
    {
        var (long_, short_) = (Digits(dividend), Digits(divisor));
        if (long_ > short_)
        {
            sandbox.Work(long_ / short_ * Math.Pow(short_, Exponent));
        }
    }

    private static (double Long, double Short) Ordered(BigInteger left, BigInteger right)
    {
        var (a, b) = (Digits(left), Digits(right));
        return a > b ? (a, b) : (b, a);
    }

    private static void Decimals(int length, Sandbox sandbox) => sandbox.Work(Math.Pow(length * BitsOfDecimal / BitsOfDigit, Exponent));

    private static double Digits(BigInteger value) => Math.Max(1, value.GetBitLength() / BitsOfDigit);
}
