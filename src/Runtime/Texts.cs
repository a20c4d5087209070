namespace RExecIL.Runtime;

/// <summary>The texts of objects that are about to become one, counted as they come.</summary>
/// <remarks>
/// What an object says of itself can be long and cost nothing (a string that it keeps), or be made anew each time (a
/// <see cref="System.Text.StringBuilder"/>): its length is known only when it is there.
/// </remarks>
internal static class Texts
{
    /// <summary>The texts, when there is room for all of them together.</summary>
    /// <param name="values">The objects; null has no text.</param>
    /// <param name="separator">Characters between two of them.</param>
    /// <param name="sandbox">Counts.</param>
    /// <exception cref="GuestTerminationException">There is no room.</exception>
    internal static string?[] Of(ReadOnlySpan<object?> values, int separator, Sandbox sandbox)
    {
        var texts = new string?[values.Length];
        var length = (long)separator * values.Length;
        for (var index = 0; index < values.Length; index++)
        {
            texts[index] = values[index] as string;
            if (texts[index] is null && values[index] is { } value)
            {
                texts[index] = value.ToString();
                sandbox.Account(0);
            }

            length += texts[index]?.Length ?? 0;
        }

        sandbox.Account(length * sizeof(char));
        return texts;
    }
}
