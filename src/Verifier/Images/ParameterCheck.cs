using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Parameters and generic parameters are numbered in order and as many as the signature says.</summary>
internal static class ParameterCheck
{
    /// <summary>RX0021: parameters with gaps, out of order or too many.</summary>
    internal static readonly DiagnosticDescriptor BadParameters =
        new("RX0021", "Parameters or generic parameters do not fit their owner",
            "ECMA-335 II.22.20, II.22.33; Limits.MaxParameters");

    /// <summary>Checks the GenericParam table, which is sorted by owner, and the Param table.</summary>
    internal static void Check(MetadataImage image, Findings findings, IReadOnlyDictionary<uint, SignatureFault> faultyRows)
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
                findings.Add(BadParameters,
                    $"A generic parameter has number {number}; the next in order is {expected}, the limit "
                        + $"{image.Limits.MaxParameters} (Limits.MaxParameters).",
                    MetadataImage.Token(GenericParam, row));
                return;
            }

            var (table, ownerRow) = CodedIndex.TypeOrMethodDef.Split(value);
            if (table == MethodDef)
            {
                methodCounts[ownerRow]++;
            }
        }

        for (uint row = 1; row < methodCounts.Length; row++)
        {
            if (!faultyRows.ContainsKey(MetadataImage.Token(MethodDef, row)))
            {
                CheckMethod(image, row, (uint)methodCounts[row], findings);
            }
        }
    }

    private static void CheckMethod(MetadataImage image, uint method, uint genericCount, Findings findings)
    {
        var cursor = new ByteCursor(image.Blob(MethodDef, method, 4));
        var isGeneric = (cursor.ReadByte() & SignatureWalk.Generic) != 0;
        var stated = isGeneric ? cursor.ReadCompressed() : 0;
        var count = cursor.ReadCompressed();
        if (stated != genericCount)
        {
            findings.Add(BadParameters,
                $"The signature of the method says {stated} generic parameters, the table has {genericCount}.",
                MetadataImage.Token(MethodDef, method));
        }

        long previous = -1;
        var end = image.Tables.ListEnd(MethodDef, method, 5, Param);
        for (var row = image.Tables[MethodDef, method, 5]; row < end; row++)
        {
            var sequence = image.Tables[Param, row, 1];
            if (sequence <= previous || sequence > count)
            {
                findings.Add(BadParameters,
                    $"The parameters of the method are out of order, or parameter {sequence} is named where the "
                        + $"signature has {count}.",
                    MetadataImage.Token(MethodDef, method));
                return;
            }

            previous = sequence;
        }
    }
}
