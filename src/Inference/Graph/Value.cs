namespace RExecIL.Inference.Graph;

/// <summary>Where a value on the abstract stack may come from.</summary>
/// <param name="Arguments">A bit for each argument, the last for all beyond, from which it is reached.</param>
/// <param name="Amounts">A bit for each argument of integer type that it is computed from, without data in between.</param>
/// <param name="Calls">A bit for each call, counted modulo 64, that gave it.</param>
/// <param name="Origin">What else is known.</param>
internal readonly record struct Value(ulong Arguments, ulong Amounts, ulong Calls, Origin Origin)
{
    /// <summary>One of the instance fields that it is computed from, counted from 1; 0 for none.</summary>
    internal int Field { get; init; }

    /// <summary>A value that may be either.</summary>
    public static Value operator |(Value left, Value right) => new(
        left.Arguments | right.Arguments, left.Amounts | right.Amounts, left.Calls | right.Calls, left.Origin | right.Origin)
    {
        Field = left.Field != 0 ? left.Field : right.Field,
    };

    /// <summary>Whether it is reached from a static field.</summary>
    internal bool IsShared => (Origin & Origin.Shared) != 0;
}

/// <summary>What is known of a value beside the arguments it is made of.</summary>
[Flags]
internal enum Origin : byte
{
    /// <summary>Nothing.</summary>
    Unknown = 0,

    /// <summary>Reached from a static field.</summary>
    Shared = 1,

    /// <summary>A delegate out of a static field that is not read only.</summary>
    HostDelegate = 2,

    /// <summary>The size of data that exists, or a field of an object.</summary>
    Data = 4,

    /// <summary>Reached from a field that each thread has of its own.</summary>
    PerThread = 8,

    /// <summary>Made by the method itself: it may hold all that the method stores into such objects.</summary>
    Created = 16,
}
