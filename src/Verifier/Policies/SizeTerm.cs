using System.Globalization;

namespace RExecIL.Verifier.Policies;

/// <summary>A part of what a member allocates at once: a parameter times a factor, in bytes.</summary>
/// <remarks>
/// Written <c>PARAMETER*FACTOR</c>: the parameter by position from 0, or <c>this</c>; the factor as a number, or as
/// <c>!0</c> or <c>!!0</c> for the size of a generic argument of the type or the method. A number counts as itself, a string
/// and an array by its length. With <c>each</c> before the factor an array counts by the lengths of the strings in it, with
/// <c>numbers</c> a format by the numbers that are written in it. <c>NAME(PARAMETER,…)</c> asks a method of
/// <c>RExecIL.Runtime.Shims.Measures</c>, for what is no sum of products.
/// </remarks>
/// <param name="Parameters">Positions from 0, -1 for the instance: one, or all that a method asks for.</param>
/// <param name="Method">The method of <c>Measures</c>; null for none.</param>
/// <param name="Measure">What of the parameter counts.</param>
/// <param name="Factor">Bytes; 0 when a generic argument says how many.</param>
/// <param name="GenericArgument">Position of the generic argument whose size is the factor; -1 for none.</param>
/// <param name="OfMethod">Whether that is an argument of the method; else it is one of the type.</param>
internal sealed record SizeTerm(
    EquatableArray<int> Parameters, string? Method, SizeMeasure Measure, int Factor, int GenericArgument, bool OfMethod)
{
    private const int MaxFactor = 4_096;

    /// <summary>Reads a term; null when the word is none.</summary>
    internal static SizeTerm? Parse(string word)
    {
        if (word.EndsWith(')') && word.IndexOf('(', StringComparison.Ordinal) is var open and > 0)
        {
            var positions = word[(open + 1)..^1].Split(',').Select(Position).ToList();
            return positions.Contains(null) ? null : new SizeTerm([.. positions.OfType<int>()], word[..open], SizeMeasure.Whole, 0, -1, false);
        }

        var star = word.IndexOf('*', StringComparison.Ordinal);
        if (star <= 0)
        {
            return null;
        }

        var (parameter, factor) = (word[..star], word[(star + 1)..]);
        var measure = factor switch
        {
            _ when factor.StartsWith("each", StringComparison.Ordinal) => SizeMeasure.Each,
            _ when factor.StartsWith("numbers", StringComparison.Ordinal) => SizeMeasure.Numbers,
            _ => SizeMeasure.Whole,
        };
        factor = factor.TrimStart("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        var marks = factor.Length - factor.TrimStart('!').Length;
        return (Position(parameter), Number(factor[marks..]), marks) switch
        {
            (null, _, _) or (_, null, _) or (_, 0, 0) or (_, _, > 2) => null,
            (int at, int size, 0) => new SizeTerm([at], null, measure, size, -1, false),
            (int at, int argument, _) => new SizeTerm([at], null, measure, 0, argument, marks == 2),
        };
    }

    private static int? Position(string text) => text == "this" ? -1 : Number(text);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < MaxFactor ? number : null;
}

/// <summary>What of a parameter counts.</summary>
internal enum SizeMeasure
{
    /// <summary>A number as itself; a string or an array by its length.</summary>
    Whole,

    /// <summary>The lengths of the strings in an array.</summary>
    Each,

    /// <summary>The numbers that are written in a format, as precision or width.</summary>
    Numbers,
}
