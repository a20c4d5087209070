namespace Switches;

public enum Kind
{
    None,
    First,
    Second = 10,
    Third = 11,
    Fourth = 12,
}

public static class Statements
{
    public static int Dense(int value)
    {
        switch (value)
        {
            case 0:
                return 10;
            case 1:
            case 2:
                return 20;
            case 3:
                goto case 0;
            case 4:
                goto default;
            case 5 when value > 3:
                break;
            default:
                return -1;
        }

        return 0;
    }

    public static int Sparse(long value) => value switch
    {
        1 => 1,
        1_000 => 2,
        1_000_000 => 3,
        1_000_000_000_000 => 4,
        -5 => 5,
        long.MaxValue => 6,
        _ => 0,
    };

    public static int Text(string text)
    {
        switch (text)
        {
            case "alpha":
                return 1;
            case "beta":
                return 2;
            case "gamma":
                return 3;
            case "delta":
                return 4;
            case "epsilon":
                return 5;
            case "zeta":
                return 6;
            case "eta":
                return 7;
            case "theta":
                return 8;
            case "":
                return 9;
            case null:
                return 10;
            default:
                return 0;
        }
    }

    public static string Enumeration(Kind kind) => kind switch
    {
        Kind.None => "none",
        Kind.First => "first",
        Kind.Second or Kind.Third => "later",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static int SpanHash(ReadOnlySpan<char> text)
    {
        switch (text)
        {
            case "alpha":
                return 1;
            case "beta":
                return 2;
            case "gamma":
                return 3;
            case "delta":
                return 4;
            case "epsilon":
                return 5;
            case "zeta":
                return 6;
            case "eta":
                return 7;
            case "theta":
                return 8;
            default:
                return 0;
        }
    }

    public static string Large(int number) => number switch
    {
        0 => "zero", 1 => "one", 2 => "two", 3 => "three", 4 => "four", 5 => "five", 6 => "six", 7 => "seven", 8 => "eight",
        9 => "nine", 10 => "ten", 11 => "eleven", 12 => "twelve", 13 => "thirteen", 20 => "twenty", 30 => "thirty",
        40 => "forty", 50 => "fifty", 60 => "sixty", 70 => "seventy", 80 => "eighty", 90 => "ninety",
        > 0 and < 20 => Large(number - 10) + "teen",
        > 0 and < 100 => Large(number / 10 * 10) + "-" + Large(number % 10),
        > 0 => Large(number / 100) + " hundred",
        _ => "minus " + Large(-number),
    };

    public static int Jumps(int start)
    {
        var count = start;
    again:
        count++;
        if (count < 10)
        {
            goto again;
        }

        for (var outer = 0; outer < 5; outer++)
        {
            for (var inner = 0; inner < 5; inner++)
            {
                if (inner * outer > 6)
                {
                    goto done;
                }

                if (inner == 3)
                {
                    continue;
                }

                count += inner;
            }
        }

    done:
        do
        {
            count--;
        }
        while (count > 100);
        return count;
    }

    public static int WithLocals(object value)
    {
        switch (value)
        {
            case int number when number > 0:
                var twice = number * 2;
                return twice;
            case string text:
                return text.Length;
            case IDisposable disposable:
                using (disposable)
                {
                    return 3;
                }

            case Kind.First:
            case Kind.Second:
                return 4;
        }

        return -1;
    }

    public static bool Booleans(bool left, bool right) => (left, right) switch
    {
        (true, false) => true,
        (false, _) => right,
        (true, true) => false,
    };

    public static uint Unsigned(uint value) => value switch
    {
        0 => 1,
        1 => 2,
        2 => 3,
        3 => 4,
        4 => 5,
        uint.MaxValue => 6,
        _ => 7,
    };

    public static double Reals(decimal value) => value switch
    {
        1.5m => 1,
        2m => 2,
        _ => 3,
    };
}
