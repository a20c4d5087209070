using System.Numerics;

namespace RExecIL.Inference;

/// <summary>Effects as text.</summary>
public static class EffectNames
{
    /// <summary>All effects that there are.</summary>
    internal const Effects All = (Effects)((1 << 28) - 1);

    /// <summary>Effects that every guest may have: the clock and randomness are virtual in a sandbox.</summary>
    public const Effects Harmless = Effects.TIME | Effects.RAND;

    /// <summary>The names in the order of the bits, with commas between them; empty for none.</summary>
    public static string Text(Effects effects) => string.Join(',', Each(effects));

    /// <summary>The effects one by one.</summary>
    public static IEnumerable<Effects> Each(Effects effects)
    {
        for (var rest = (uint)effects; rest != 0; rest &= rest - 1)
        {
            yield return (Effects)(1 << BitOperations.TrailingZeroCount(rest));
        }
    }

    /// <summary>Reads names with commas between them; null when one is no effect.</summary>
    internal static Effects? Parse(string text)
    {
        var all = Effects.None;
        foreach (var name in text.Split(','))
        {
            if (!Enum.TryParse<Effects>(name, out var effect) || name.Length == 0 || !char.IsAsciiLetterUpper(name[0]) || effect == Effects.None)
            {
                return null;
            }

            all |= effect;
        }

        return all;
    }
}
