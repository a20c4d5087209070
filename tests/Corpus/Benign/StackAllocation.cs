using System;
using System.Collections.Generic;
using System.Linq;

// Every form in which C# writes stackalloc in safe code.
enum Small : byte { A, B, C }

enum Wide : long { P = 7, Q = long.MinValue }

struct Pair(int x, long y)
{
    public int X = x;
    public long Y = y;

    public override readonly string ToString() => $"<{X},{Y}>";
}

struct Generic<T>(T value)
    where T : unmanaged
{
    public T Value = value;

    public readonly int Copies(int count)
    {
        Span<T> copies = stackalloc T[count];
        copies.Fill(Value);
        return copies.Count(Value);
    }
}

static class Program
{
    static int s_calls;

    static int Main(string[] args)
    {
        var n = args.Length;
        Lengths(n);
        Initializers(n);
        Expressions(n);
        Generics();
        Places(n);
        Uses(n);
        Ends(n);
        return s_calls == 0 ? 1 : 0;
    }

    static void Show<T>(string name, ReadOnlySpan<T> values)
    {
        s_calls++;
        Console.WriteLine($"{name}: {values.Length} [{string.Join(' ', values.ToArray())}]");
    }

    static int Number(int value)
    {
        Console.Write($"({value})");
        return value;
    }

    static void Lengths(int n)
    {
        Span<int> constant = stackalloc int[3];
        Show<int>(nameof(constant), constant);
        Span<int> variable = stackalloc int[n];
        variable[^1] = 5;
        Show<int>(nameof(variable), variable);
        Span<byte> bytes = stackalloc byte[n + 1];
        Show<byte>(nameof(bytes), bytes);
        Span<Pair> pairs = stackalloc Pair[2];
        pairs[1].Y = 9;
        Show<Pair>(nameof(pairs), pairs);
        Span<Pair> morePairs = stackalloc Pair[n];
        Show<Pair>(nameof(morePairs), morePairs);
        Span<decimal> money = stackalloc decimal[n];
        money.Fill(0.25m);
        Show<decimal>(nameof(money), money);
        Span<nint> addresses = stackalloc nint[n];
        Show<nint>(nameof(addresses), addresses);
        Span<DateTime> dates = stackalloc DateTime[1];
        Console.WriteLine(dates[0].Ticks);
        Span<(int, char)> tuples = stackalloc (int, char)[2];
        tuples[0] = (1, 'c');
        Console.WriteLine(tuples[0]);
        Span<int> empty = stackalloc int[0];
        Show<int>(nameof(empty), empty);
        Span<int> emptyAfterAll = stackalloc int[n - n];
        Show<int>(nameof(emptyAfterAll), emptyAfterAll);
        const int Count = 4;
        Span<Wide> counted = stackalloc Wide[Count * 2];
        Show<Wide>(nameof(counted), counted);
        Span<long> fromLong = stackalloc long[(int)(long)n];
        Show<long>(nameof(fromLong), fromLong);
        checked
        {
            Span<short> inChecked = stackalloc short[n * 2];
            Show<short>(nameof(inChecked), inChecked);
        }
    }

    static void Initializers(int n)
    {
        Span<int> three = stackalloc int[] { 1, 2, 3 };
        Show<int>(nameof(three), three);
        Span<int> many = stackalloc[] { 11, -22, 33, -44, 55, -66, 77 };
        Show<int>(nameof(many), many);
        Span<uint> unsigned = stackalloc uint[4] { 1, uint.MaxValue, 3, 4 };
        Show<uint>(nameof(unsigned), unsigned);
        Span<int> computed = stackalloc int[] { Number(n), 2, Number(n + 1), Number(n + 2) };
        Show<int>(nameof(computed), computed);
        Span<int> mixed = stackalloc int[] { 1, 2, 3, 4, 5, 6, n, 8, 9 };
        Show<int>(nameof(mixed), mixed);
        Span<int> zeros = stackalloc int[] { 0, 0, 0, 0 };
        Show<int>(nameof(zeros), zeros);
        Span<int> ones = stackalloc int[] { -1, -1, -1, -1 };
        Show<int>(nameof(ones), ones);
        Span<byte> bytes = stackalloc byte[] { 1, 2, 3, 4, 250 };
        Show<byte>(nameof(bytes), bytes);
        Span<byte> sameBytes = stackalloc byte[] { 7, 7, 7, 7, 7, 7 };
        Show<byte>(nameof(sameBytes), sameBytes);
        Span<byte> mixedBytes = stackalloc byte[] { 1, 2, 3, 4, 5, (byte)n, 7, 8, 9, 10, 11, 12 };
        Show<byte>(nameof(mixedBytes), mixedBytes);
        Span<sbyte> signed = stackalloc sbyte[] { -1, 2, -3, 4 };
        Show<sbyte>(nameof(signed), signed);
        Span<bool> truths = stackalloc bool[] { true, false, n > 2, true };
        Show<bool>(nameof(truths), truths);
        Span<bool> constantTruths = stackalloc bool[] { true, false, true, true };
        Show<bool>(nameof(constantTruths), constantTruths);
        Span<Small> small = stackalloc Small[] { Small.C, Small.B, Small.A, Small.C };
        Show<Small>(nameof(small), small);
        Span<Wide> wide = stackalloc Wide[] { Wide.P, Wide.Q, Wide.P };
        Show<Wide>(nameof(wide), wide);
        ReadOnlySpan<char> letters = stackalloc char[] { 'h', 'e', 'l', 'l', 'o', '\u20AC' };
        Console.WriteLine(letters.ToString());
        ReadOnlySpan<char> twoLetters = stackalloc char[] { 'h', (char)('a' + n) };
        Console.WriteLine(twoLetters.ToString());
        ReadOnlySpan<double> doubles = stackalloc double[] { 1.5, double.NaN, -0.0, 4 };
        Show(nameof(doubles), doubles);
        ReadOnlySpan<float> floats = stackalloc float[] { 1.5f, n, float.MaxValue };
        Show(nameof(floats), floats);
        ReadOnlySpan<long> longs = stackalloc long[] { 1, long.MaxValue, -3 };
        Show(nameof(longs), longs);
        ReadOnlySpan<ushort> shorts = stackalloc ushort[] { 1, 65535, 3, 4, 5 };
        Show(nameof(shorts), shorts);
        Span<nint> nints = stackalloc nint[] { 1, n, -3 };
        Show<nint>(nameof(nints), nints);
        Span<decimal> decimals = stackalloc decimal[] { 1.5m, n, -3 };
        Show<decimal>(nameof(decimals), decimals);
        Span<Pair> pairs = stackalloc Pair[] { new Pair(1, 2), new Pair(n, 3), default, new Pair { Y = n } };
        Show<Pair>(nameof(pairs), pairs);
        Span<Guid> guids = stackalloc Guid[] { new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11), Guid.Empty };
        Show<Guid>(nameof(guids), guids);
        Span<int?> perhaps = stackalloc int?[] { 1, null, n };
        Show<int?>(nameof(perhaps), perhaps);
        Span<Int128> large = stackalloc Int128[] { 1, Int128.MaxValue };
        Show<Int128>(nameof(large), large);
        Span<(int A, char B)> tuples = stackalloc[] { (1, 'x'), (n, 'y') };
        Show<(int, char)>(nameof(tuples), tuples);
        Span<int> chosen = stackalloc int[] { n > 2 ? 1 : 2, n > 9 ? Sum(stackalloc int[4]) : Sum(stackalloc[] { 4, n }) };
        Show<int>(nameof(chosen), chosen);
        Span<char> single = stackalloc char[] { 'q' };
        Show<char>(nameof(single), single);
    }

    static void Expressions(int n)
    {
        Span<int> conditional = n < 10 ? stackalloc int[n] : new int[n];
        Show<int>(nameof(conditional), conditional);
        Span<int> nested = n < 2 ? stackalloc int[10] : n < 20 ? stackalloc int[] { n, 1 } : default;
        Show<int>(nameof(nested), nested);
        Console.WriteLine(Sum(stackalloc int[n]));
        Console.WriteLine(Between(n + 1, stackalloc int[3] { 1, n, 3 }, Number(n)));
        Console.WriteLine(n + (stackalloc int[n]).Length + (stackalloc int[2]).Length);
        Console.WriteLine((stackalloc[] { 'a', 'b' }) is "ab");
        Console.WriteLine(All(stackalloc int[3]));
        var total = 0;
        foreach (var value in stackalloc[] { 3, 5, 7 })
        {
            total += value;
        }

        Console.WriteLine(total);
        Console.WriteLine(n switch { 1 => Sum(stackalloc[] { 1 }), 4 => Sum(stackalloc[] { 4, n }), _ => Sum(stackalloc int[0]) });
        Func<int> inLambda = () =>
        {
            Span<int> captured = stackalloc int[] { n, n };
            return captured[0] + captured[1];
        };
        Console.WriteLine(inLambda());
        Console.WriteLine(Text);

        static int All(params ReadOnlySpan<int> values) => values.Length;
        static int Between(int before, ReadOnlySpan<int> values, int after) => before + (values[1] * 10) + (after * 100);
    }

    static string Text
    {
        get
        {
            ReadOnlySpan<char> text = stackalloc char[] { 'o', 'k' };
            return text.ToString();
        }
    }

    static int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (ref readonly var value in values)
        {
            sum += value;
        }

        return sum;
    }

    static void Generics()
    {
        Console.WriteLine(Repeat(3, 1.5));
        Console.WriteLine(Repeat(2, 'c'));
        Console.WriteLine(Repeat(2, new Pair(1, 2)));
        Console.WriteLine(Swap((byte)1, (byte)2));
        Console.WriteLine(Swap(new Pair(1, 2), new Pair(3, 4)));
        Console.WriteLine(new Generic<Guid>(Guid.Empty).Copies(4));
        Console.WriteLine(new Generic<Generic<short>>(new(3)).Value.Copies(2));

        static string Repeat<T>(int count, T value)
            where T : unmanaged
        {
            Span<T> values = stackalloc T[count];
            Span<T> five = stackalloc T[5];
            five[1] = value;
            values.Fill(value);
            return string.Join(' ', values.ToArray()) + five.Length + five[1] + five[4];
        }

        static string Swap<T>(T a, T b)
            where T : unmanaged
        {
            Span<T> both = stackalloc T[] { b, a, b };
            return string.Join(' ', both.ToArray());
        }
    }

    static void Places(int n)
    {
        var total = 0;
        for (var index = 0; index < n; index++)
        {
            Span<int> inLoop = stackalloc int[index];
            inLoop.Fill(index);
            total += Sum(inLoop);
        }

        Console.WriteLine(total);
        try
        {
            Span<int> inTry = stackalloc int[n];
            Console.WriteLine(inTry[n]);
        }
        catch (IndexOutOfRangeException)
        {
            Console.WriteLine("outside");
        }
        finally
        {
            Console.WriteLine("finally");
        }

        Console.WriteLine(string.Join(' ', Numbers(n)));
        Format(n);
        scoped Span<int> later = default;
        if (n > 3)
        {
            later = stackalloc int[n];
        }

        Show<int>(nameof(later), later);
        Console.WriteLine(Fibonacci(12));
    }

    static IEnumerable<int> Numbers(int n)
    {
        {
            Span<int> three = stackalloc int[3] { 1, n, 2 };
            n = three[1];
        }

        yield return n;
        {
            Span<byte> bytes = stackalloc byte[n + 2];
            n = bytes.Length;
        }

        yield return n;
    }

    static void Format(int n)
    {
        Span<char> text = stackalloc char[32];
        n.TryFormat(text, out var written);
        Console.WriteLine(text[..written].ToString());
    }

    static int Fibonacci(int n)
    {
        Span<int> terms = stackalloc int[2];
        if (n < 2)
        {
            return n;
        }

        terms[0] = Fibonacci(n - 1);
        terms[1] = Fibonacci(n - 2);
        return terms[0] + terms[1];
    }

    static void Uses(int n)
    {
        Span<int> values = stackalloc int[8];
        values[0]++;
        values[1] += 3;
        ref var third = ref values[2];
        third = 42;
        (values[3], values[4]) = (values[2], values[1]);
        var slice = values.Slice(2, 3);
        slice.Reverse();
        Show<int>(nameof(values), values);
        Show<int>(nameof(slice), slice[1..]);
        values.Sort();
        Show<int>("sorted", values);
        Span<int> copy = stackalloc int[8];
        values.CopyTo(copy);
        Console.WriteLine(copy.SequenceEqual(values));
        Span<char> digits = stackalloc char[20];
        Console.WriteLine(digits.TryWrite($"<{n}:{n * 2}>", out var count) ? digits[..count].ToString() : "too long");
        Console.WriteLine(string.Create(null, stackalloc char[64], $"n = {n}"));
        var writer = new Writer(stackalloc char[16]);
        writer.Add('x');
        writer.Add('y');
        Console.WriteLine(writer.ToString());
    }

    static void Ends(int n)
    {
        Attempt(-1);
        Attempt(n);

        static void Attempt(int length)
        {
            try
            {
                Span<byte> values = length < 0 ? stackalloc byte[3] : stackalloc byte[length];
                values[3] = 1;
                Console.WriteLine(values.Length);
            }
            catch (IndexOutOfRangeException)
            {
                Console.WriteLine("too short");
            }
        }
    }

    ref struct Writer(Span<char> buffer)
    {
        readonly Span<char> _buffer = buffer;
        int _length;

        public void Add(char value) => _buffer[_length++] = value;

        public override readonly string ToString() => _buffer[.._length].ToString();
    }
}
