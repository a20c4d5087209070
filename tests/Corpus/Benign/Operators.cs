// Overloaded operators and conversions, indexers, comparison.
using System;

var half = new Fraction(1, 2);
var third = new Fraction(1, 3);
Console.WriteLine(half + third);
Console.WriteLine(half - third);
Console.WriteLine(half * third);
Console.WriteLine(half / third);
Console.WriteLine(-half);
Console.WriteLine(half > third);
Console.WriteLine(half == new Fraction(2, 4));
Fraction three = 3;
Console.WriteLine(three + half);
Console.WriteLine((double)half);
Console.WriteLine(half ? "true" : "false");
half++;
Console.WriteLine(half);

var matrix = new Matrix(2) { [0, 0] = 1, [0, 1] = 1, [1, 0] = 1 };
var power = Matrix.Identity(2);
for (var i = 0; i < 30; i++)
{
    power *= matrix;
}

Console.WriteLine(power[0, 1]);
Console.WriteLine((5 & 3) + " " + (5 | 3) + " " + (5 ^ 3) + " " + ~5 + " " + (5 << 3) + " " + (-40 >> 2) + " " + (-40 >>> 28));

internal readonly struct Fraction : IEquatable<Fraction>
{
    private readonly int _numerator;
    private readonly int _denominator;

    public Fraction(int numerator, int denominator)
    {
        var divisor = Gcd(Math.Abs(numerator), Math.Abs(denominator));
        (_numerator, _denominator) = (numerator / divisor, denominator / divisor);
    }

    public static implicit operator Fraction(int value) => new(value, 1);

    public static explicit operator double(Fraction value) => (double)value._numerator / value._denominator;

    public static bool operator true(Fraction value) => value._numerator != 0;

    public static bool operator false(Fraction value) => value._numerator == 0;

    public static Fraction operator +(Fraction left, Fraction right) => new(
        left._numerator * right._denominator + right._numerator * left._denominator, left._denominator * right._denominator);

    public static Fraction operator -(Fraction value) => new(-value._numerator, value._denominator);

    public static Fraction operator -(Fraction left, Fraction right) => left + -right;

    public static Fraction operator *(Fraction left, Fraction right) =>
        new(left._numerator * right._numerator, left._denominator * right._denominator);

    public static Fraction operator /(Fraction left, Fraction right) =>
        new(left._numerator * right._denominator, left._denominator * right._numerator);

    public static Fraction operator ++(Fraction value) => value + 1;

    public static bool operator >(Fraction left, Fraction right) => (double)left > (double)right;

    public static bool operator <(Fraction left, Fraction right) => right > left;

    public static bool operator ==(Fraction left, Fraction right) => left.Equals(right);

    public static bool operator !=(Fraction left, Fraction right) => !left.Equals(right);

    public bool Equals(Fraction other) => _numerator == other._numerator && _denominator == other._denominator;

    public override bool Equals(object? obj) => obj is Fraction other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_numerator, _denominator);

    public override string ToString() => $"{_numerator}/{_denominator}";

    private static int Gcd(int left, int right) => right == 0 ? left : Gcd(right, left % right);
}

internal sealed class Matrix(int size)
{
    private readonly long[,] _cells = new long[size, size];

    public long this[int row, int column]
    {
        get => _cells[row, column];
        set => _cells[row, column] = value;
    }

    public static Matrix Identity(int size)
    {
        var identity = new Matrix(size);
        for (var i = 0; i < size; i++)
        {
            identity[i, i] = 1;
        }

        return identity;
    }

    public static Matrix operator *(Matrix left, Matrix right)
    {
        var size = left._cells.GetLength(0);
        var product = new Matrix(size);
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                for (var i = 0; i < size; i++)
                {
                    product[row, column] += left[row, i] * right[i, column];
                }
            }
        }

        return product;
    }
}
