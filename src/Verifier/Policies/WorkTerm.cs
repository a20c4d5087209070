using System.Globalization;

namespace RExecIL.Verifier.Policies;

/// <summary>A part of what a member of the framework takes by the size of its arguments, as <c>work.api</c> writes it.</summary>
/// <remarks>
/// <code>
/// linear(OPERAND)     in proportion to a size
/// log(OPERAND)        to its logarithm
/// sort(OPERAND)       to the size times its logarithm
/// product(A,B)        to the product of two sizes
/// least(A,B)          to the smaller of two sizes
/// tail(A,N)           to what of a size lies behind the number in parameter N
/// each lazy skip open how sequences are counted (<see cref="SequenceCount"/>), each when no word says it
/// found foundlast     the member tells where it stopped: what it did not look at is given back
/// none                nothing
/// </code>
/// An operand is <c>this</c>, a parameter by position from 0, <c>args</c> (all parameters), <c>all</c> (those and the instance),
/// or <c>count</c>: the last parameter that is an <c>int</c>, or <c>all</c> of a member that has none. <c>*N</c> and <c>/N</c>
/// behind a part scale it.
/// </remarks>
/// <param name="Shape">How the work grows.</param>
/// <param name="Left">What with.</param>
/// <param name="Right">What else with; null for none.</param>
/// <param name="Factor">Units for each, above zero.</param>
/// <param name="Divisor">Or so many for one unit.</param>
internal sealed record WorkTerm(WorkShape Shape, WorkOperand Left, WorkOperand? Right, int Factor, int Divisor)
{
    private const int MaxScale = 4_096;

    /// <summary>What a member takes that no line names.</summary>
    internal static readonly WorkTerm Default = new(WorkShape.Linear, new WorkOperand(OperandKind.All, 0), null, 1, 1);

    /// <summary>Reads a part; null when the word is none.</summary>
    internal static WorkTerm? Parse(string word)
    {
        var open = word.IndexOf('(', StringComparison.Ordinal);
        var close = word.IndexOf(')', StringComparison.Ordinal);
        if (open <= 0 || close < open)
        {
            return null;
        }

        WorkShape? shape = word[..open] switch
        {
            "linear" => WorkShape.Linear,
            "log" => WorkShape.Log,
            "sort" => WorkShape.Sort,
            "product" => WorkShape.Product,
            "least" => WorkShape.Least,
            "tail" => WorkShape.Tail,
            _ => null,
        };
        var operands = word[(open + 1)..close].Split(',').Select(WorkOperand.Parse).ToList();
        var (factor, divisor) = word[(close + 1)..] switch
        {
            "" => (1, 1),
            ['*', .. var number] => (Scale(number), 1),
            ['/', .. var number] => (1, Scale(number)),
            _ => (0, 0),
        };
        var expected = shape is WorkShape.Product or WorkShape.Least or WorkShape.Tail ? 2 : 1;
        return shape is { } known && operands.Count == expected && !operands.Contains(null) && factor > 0 && divisor > 0
            ? new WorkTerm(known, operands[0]!, expected == 2 ? operands[1] : null, factor, divisor)
            : null;
    }

    private static int Scale(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxScale ? number : 0;
}

/// <summary>How work grows with a size.</summary>
internal enum WorkShape
{
    /// <summary>With the size.</summary>
    Linear,

    /// <summary>With its logarithm.</summary>
    Log,

    /// <summary>With the size times its logarithm.</summary>
    Sort,

    /// <summary>With the product of two sizes.</summary>
    Product,

    /// <summary>With the smaller of two sizes.</summary>
    Least,

    /// <summary>With what of a size lies behind a number.</summary>
    Tail,
}

/// <summary>What a size is taken of.</summary>
/// <param name="Kind">Which of the arguments.</param>
/// <param name="Position">The parameter, from 0, of <see cref="OperandKind.Parameter"/>.</param>
internal sealed record WorkOperand(OperandKind Kind, int Position)
{
    internal static WorkOperand? Parse(string text) => text switch
    {
        "this" => new WorkOperand(OperandKind.Instance, 0),
        "args" => new WorkOperand(OperandKind.Parameters, 0),
        "all" => new WorkOperand(OperandKind.All, 0),
        "count" => new WorkOperand(OperandKind.Count, 0),
        [>= '0' and <= '9'] => new WorkOperand(OperandKind.Parameter, text[0] - '0'),
        _ => null,
    };
}

/// <summary>Which arguments of a call count.</summary>
internal enum OperandKind
{
    /// <summary>The instance.</summary>
    Instance,

    /// <summary>One parameter.</summary>
    Parameter,

    /// <summary>All parameters.</summary>
    Parameters,

    /// <summary>The instance and all parameters.</summary>
    All,

    /// <summary>The last parameter that is a number, or all.</summary>
    Count,
}

/// <summary>How the elements of sequences are counted that a member is given.</summary>
internal enum SequenceCount
{
    /// <summary>Not at all: the member does not look at them, or hands each on as it comes.</summary>
    None,

    /// <summary>As many as there are, before, or as they come when that is not known: the member runs through them.</summary>
    Each,

    /// <summary>As they come: the member keeps the sequence, and later runs through it without handing each on.</summary>
    Lazy,

    /// <summary>As <see cref="Lazy"/>, but for lists, in which the member goes to a place at once.</summary>
    Skip,

    /// <summary>As they come, when their number is not known: else the member is done at once.</summary>
    Open,
}

/// <summary>Which end of what it searches a member tells.</summary>
internal enum FoundAt
{
    /// <summary>None.</summary>
    None,

    /// <summary>How far it came from the start.</summary>
    First,

    /// <summary>How far it came from the end.</summary>
    Last,
}
