using System.Buffers.Binary;
using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>A name leads to one definition.</summary>
/// <remarks>
/// With two of a kind a reader may check one and the runtime run the other. Contents are compared by 64-bit hashes, so
/// that the work stays linear; whoever makes two hashes meet only gets the image refused.
/// </remarks>
internal static class DuplicateCheck
{
    /// <summary>RX0020: two definitions of one name.</summary>
    internal static readonly DiagnosticDescriptor Duplicate =
        new("RX0020", "Two definitions share one name", "ECMA-335 II.22.37, II.22.26, II.22.15");

    /// <summary>Checks types, methods and fields.</summary>
    internal static void Check(MetadataImage image, uint[] enclosing, Findings findings)
    {
        CheckTypes(image, enclosing, findings);
        CheckMembers(image, new MemberColumns(MethodDef, List: 5, Name: 3, Signature: 4), findings);
        CheckMembers(image, new MemberColumns(Field, List: 4, Name: 1, Signature: 2), findings);
    }

    private static void CheckTypes(MetadataImage image, uint[] enclosing, Findings findings)
    {
        var seen = new HashSet<(uint Enclosing, ulong Namespace, ulong Name)>();
        for (uint row = 1; row < enclosing.Length && !findings.IsFull; row++)
        {
            if (!seen.Add((enclosing[row], HashOfName(image, TypeDef, row, 2), HashOfName(image, TypeDef, row, 1))))
            {
                findings.Add(Duplicate,
                    $"The type {image.Name(TypeDef, row, 1)} is defined twice; readers disagree on which counts.",
                    MetadataImage.Token(TypeDef, row));
            }
        }
    }

    private static void CheckMembers(MetadataImage image, MemberColumns members, Findings findings)
    {
        var tables = image.Tables;
        var seen = new HashSet<(uint Type, ulong Name, ulong Signature)>((int)tables.RowCount(members.Table));
        var signatures = new Dictionary<uint, ulong>();
        for (uint type = 1; type <= tables.RowCount(TypeDef); type++)
        {
            var end = tables.ListEnd(TypeDef, type, members.List, members.Table);
            for (var row = tables[TypeDef, type, members.List]; row < end && !findings.IsFull; row++)
            {
                var offset = tables[members.Table, row, members.Signature];
                if (!signatures.TryGetValue(offset, out var signature))
                {
                    signatures.Add(offset, signature = Hash(image.Blobs.Get(offset)));
                }

                if (!seen.Add((type, HashOfName(image, members.Table, row, members.Name), signature)))
                {
                    findings.Add(Duplicate,
                        $"{members.Table} {image.Name(members.Table, row, members.Name)} is defined twice with "
                            + "the same signature; readers disagree on which counts.",
                        MetadataImage.Token(members.Table, row));
                }
            }
        }
    }

    private static ulong HashOfName(MetadataImage image, MetadataTable table, uint row, int column) =>
        Hash(image.Names.BytesOf(image.Tables[table, row, column]));

    // Eight bytes at a time, as names may be long and many.
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 0x9E3779B97F4A7C15 ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        ulong rest = 0;
        foreach (var value in bytes)
        {
            rest = (rest << 8) | value;
        }

        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        value = (value ^ (value >> 32)) * 0xD6E8FEB86659FD93;
        return value ^ (value >> 32);
    }

    private sealed record MemberColumns(MetadataTable Table, int List, int Name, int Signature);
}
