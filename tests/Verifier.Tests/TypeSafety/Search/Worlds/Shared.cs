
// What every world has: decisions, and what the driver looks at addresses with.
public static class Decision
{
    private static int Bits, Left;

    /// <summary>How many decisions the program has asked for since the start.</summary>
    public static int Asked { get; private set; }

    public static void Start(int bits) => (Bits, Left, Asked) = (bits, 6, 0);

    /// <summary>A condition: the next bit. False in the end, so that every loop ends.</summary>
    public static bool Toss()
    {
        Asked++;
        var bit = Left-- > 0 && (Bits & 1) != 0;
        Bits >>= 1;
        return bit;
    }

    public static void MayThrow()
    {
        if (Toss())
        {
            throw new System.InvalidOperationException("on purpose");
        }
    }
}

/// <summary>What is wrong, told by whatever notices it first.</summary>
public static class Violation
{
    public static string? Found { get; private set; }

    public static void Clear() => Found = null;

    public static void Tell(string what) => Found ??= what;

    /// <summary>An object must be what its static type says; the runtime is asked, as the compiler would believe the static type.</summary>
    public static void Expect<T>(object? value)
    {
        if (value is not null && !typeof(T).IsAssignableFrom(TypeOf(value)))
        {
            Tell($"a {TypeOf(value)} stands where a {typeof(T)} is expected");
        }
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static System.Type TypeOf(object value) => value.GetType();
}

/// <summary>Runs a program in every way that its decisions allow, up to a bound.</summary>
public static class Ways
{
    private static readonly int[] Patterns = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 13, 18, 21];

    public static string? All(System.Action run)
    {
        foreach (var bits in Patterns)
        {
            Decision.Start(bits);
            Violation.Clear();
            try
            {
                run();
            }
            catch (System.Exception exception) when (exception is not (System.InvalidProgramException or System.TypeLoadException or System.Security.VerificationException
                or System.MissingMemberException or System.BadImageFormatException or System.ExecutionEngineException or System.AccessViolationException))
            {
                // The program's own business.
            }

            if (Violation.Found is { } found)
            {
                return $"{found} (decisions {bits:b})";
            }

            if (Decision.Asked == 0 || (Decision.Asked == 1 && bits == 1) || (Decision.Asked <= 2 && bits == 3))
            {
                break;
            }
        }

        return null;
    }
}
