using System.Text.RegularExpressions;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what generated regular expressions ask of the class that they extend.</summary>
public static class RegexRunnerShims
{
    /// <summary>Classes that are subtracted from each other; expressions have a handful.</summary>
    private const int MaxDepth = 1_000;

    /// <summary>Characters before the ranges of a class: its flags, and how many there are of ranges and of categories.</summary>
    private const int Header = 3;

    /// <summary>As <c>RegexRunner.CharInClass</c>, which calls itself for each class that is subtracted.</summary>
    /// <exception cref="ArgumentException">More than a thousand classes are subtracted from each other.</exception>
    public static bool CharInClass(char ch, string charClass)
    {
        if (charClass is not null)
        {
            var depth = 0;
            for (var end = EndOf(charClass, 0); end < charClass.Length; end = EndOf(charClass, end))
            {
                if (++depth > MaxDepth)
                {
                    throw new ArgumentException("Too many classes are subtracted from each other.", nameof(charClass));
                }
            }
        }

        return RegexRunner.CharInClass(ch, charClass!);
    }

    /// <summary>Where the class that begins at a position ends; the length of the text when it is cut short.</summary>
    private static int EndOf(string charClass, int start) => start + Header <= charClass.Length
        ? Math.Min(charClass.Length, start + Header + charClass[start + 1] + charClass[start + 2])
        : charClass.Length;
}
