using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>The generic parameters of each type and method are numbered 0, 1, 2, … and as many as its signature says.</summary>
internal static class GenericParameterCheck
{
    /// <summary>RX0021: generic parameters with gaps or too many.</summary>
    internal static readonly DiagnosticDescriptor BadGenericParameters =
        new("RX0021", "Generic parameters are not numbered in order", "ECMA-335 II.22.20; Limits.MaxParameters");

    /// <summary>Checks the GenericParam table, which is sorted by owner.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        var tables = image.Tables;
        var methodCounts = new int[tables.RowCount(MethodDef) + 1];
        uint owner = 0;
        uint expected = 0;
        for (uint row = 1; row <= tables.RowCount(GenericParam); row++)
        {
            var value = tables[GenericParam, row, 2];
            expected = value == owner ? expected + 1 : 0;
            owner = value;
            var number = tables[GenericParam, row, 0];
            if (number != expected || number >= (uint)image.Limits.MaxParameters)
            {
                findings.Add(BadGenericParameters, $"A generic parameter has number {number}; the next in order is {expected}, the limit {image.Limits.MaxParameters} (Limits.MaxParameters).", MetadataImage.Token(GenericParam, row));
                return;
            }

            var (table, ownerRow) = CodedIndex.TypeOrMethodDef.Split(value);
            if (table == MethodDef)
            {
                methodCounts[ownerRow]++;
            }
        }

        CheckMethods(image, methodCounts, findings);
    }

    private static void CheckMethods(MetadataImage image, int[] counts, Findings findings)
    {
        for (uint row = 1; row < counts.Length; row++)
        {
            var cursor = new ByteCursor(image.Blob(MethodDef, row, 4));
            var isGeneric = (cursor.ReadByte() & SignatureWalk.Generic) != 0;
            var count = isGeneric ? cursor.ReadCompressed() : 0;
            if (!cursor.Failed && count != (uint)counts[row])
            {
                findings.Add(BadGenericParameters, $"The signature of the method says {count} generic parameters, the table has {counts[row]}.", MetadataImage.Token(MethodDef, row));
            }
        }
    }
}
