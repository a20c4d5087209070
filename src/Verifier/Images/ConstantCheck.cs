using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Constants have the size of their type, and custom attribute values start as such.</summary>
internal static class ConstantCheck
{
    /// <summary>RX0033: a constant whose value does not fit its type.</summary>
    internal static readonly DiagnosticDescriptor BadConstant =
        new("RX0033", "A constant does not fit its type", "ECMA-335 II.22.9");

    /// <summary>RX0034: a custom attribute value that is none.</summary>
    internal static readonly DiagnosticDescriptor BadAttribute =
        new("RX0034", "The value of a custom attribute is malformed", "ECMA-335 II.22.10, II.23.3");

    /// <summary>How often the values of attributes may fill the heap; compilers' do at most once.</summary>
    private const int MaxOverlap = 4;

    /// <summary>Checks both tables.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        for (uint row = 1; row <= image.Tables.RowCount(Constant); row++)
        {
            var value = image.Blob(Constant, row, 2);
            var type = image.Tables[Constant, row, 0];
            if (!Fits(type, value))
            {
                findings.Add(BadConstant,
                    $"A constant of type 0x{type:X2} has {value.Length} bytes, which do not fit it.",
                    MetadataImage.Token(Constant, row));
            }
        }

        // Each value is kept and read; where values overlap, a small heap could ask for any amount of memory.
        var known = new HashSet<uint>();
        var budget = (long)image.Blobs.Range.Length * MaxOverlap;
        for (uint row = 1; row <= image.Tables.RowCount(CustomAttribute); row++)
        {
            if (known.Add(image.Tables[CustomAttribute, row, 2]) && (budget -= image.Blob(CustomAttribute, row, 2).Length) < 0)
            {
                findings.Add(BadAttribute,
                    "The values of custom attributes overlap each other many times over, which no compiler writes.",
                    MetadataImage.Token(CustomAttribute, row));
                return;
            }

            if (image.Blob(CustomAttribute, row, 2) is not ([] or [1, 0, _, _, ..]))
            {
                findings.Add(BadAttribute,
                    "The value of a custom attribute does not start with 0x0001 or is cut short.",
                    MetadataImage.Token(CustomAttribute, row));
            }
        }
    }

    private static bool Fits(uint type, ReadOnlySpan<byte> value) => type switch
    {
        ElementType.Boolean => value is [0 or 1],
        ElementType.SByte or ElementType.Byte => value.Length == 1,
        ElementType.Char or ElementType.Int16 or ElementType.UInt16 => value.Length == 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Single => value.Length == 4,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Double => value.Length == 8,
        ElementType.String => value.Length % 2 == 0,
        ElementType.Class => value is [0, 0, 0, 0],
        _ => false,
    };
}
