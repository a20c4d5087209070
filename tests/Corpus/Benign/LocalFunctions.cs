// Local functions: recursion, capture by reference, static ones, generic ones, iterators inside methods.
using System;
using System.Collections.Generic;

Console.WriteLine(Factorial(20));
Console.WriteLine(Hanoi(5));
Console.WriteLine(string.Join(",", Primes(50)));
Console.WriteLine(Ackermann(2, 3));

var calls = 0;
int Depth(int n)
{
    calls++;
    return n == 0 ? 0 : 1 + Depth(n - 1);
}

Console.WriteLine(Depth(100) + " " + calls);
Console.WriteLine(Pick(true, "yes", "no") + Pick(false, 1, 2));

static long Factorial(int n)
{
    return n < 0 ? throw new ArgumentOutOfRangeException(nameof(n)) : Inner(n);

    static long Inner(int n) => n < 2 ? 1 : n * Inner(n - 1);
}

static int Hanoi(int disks)
{
    var moves = 0;
    Move(disks, 'A', 'C', 'B');
    return moves;

    void Move(int count, char from, char to, char over)
    {
        if (count == 0)
        {
            return;
        }

        Move(count - 1, from, over, to);
        moves++;
        Move(count - 1, over, to, from);
    }
}

static IEnumerable<int> Primes(int limit)
{
    ArgumentOutOfRangeException.ThrowIfNegative(limit);
    return Sieve();

    IEnumerable<int> Sieve()
    {
        var composite = new bool[limit + 1];
        for (var candidate = 2; candidate <= limit; candidate++)
        {
            if (composite[candidate])
            {
                continue;
            }

            yield return candidate;
            for (var multiple = candidate * candidate; multiple <= limit; multiple += candidate)
            {
                composite[multiple] = true;
            }
        }
    }
}

static int Ackermann(int m, int n) => (m, n) switch
{
    (0, _) => n + 1,
    (_, 0) => Ackermann(m - 1, 1),
    _ => Ackermann(m - 1, Ackermann(m, n - 1)),
};

static T Pick<T>(bool first, T left, T right) => first ? left : right;
