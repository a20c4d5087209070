using System.Numerics;
using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Explicit sizes keep the limit, and fields over image data end before the data does.</summary>
internal static class FieldDataCheck
{
    /// <summary>RX0031: a field over bytes that are not its own.</summary>
    internal static readonly DiagnosticDescriptor BadFieldData =
        new("RX0031", "The data of a field does not lie inside the image",
            "ECMA-335 II.22.18; measured: CoreCLR reads past the image when the type is larger than its data");

    /// <summary>RX0032: a layout of impossible or huge size.</summary>
    internal static readonly DiagnosticDescriptor BadLayout =
        new("RX0032", "The layout of a type is malformed or too large",
            "ECMA-335 II.22.8, II.22.16; Limits.MaxClassSize");

    private const uint MaxPacking = 128;
    private const uint StaticFlag = 0x10;
    private const uint PointerSize = 8;

    /// <summary>Checks ClassLayout, FieldLayout and FieldRVA.</summary>
    /// <param name="image">The image.</param>
    /// <param name="occupied">What other parts of the image take.</param>
    /// <param name="findings">What ends the screening.</param>
    /// <param name="faults">Types that are too large, which nobody makes values of.</param>
    internal static void Check(MetadataImage image, OccupiedBytes occupied, Findings findings, Findings faults)
    {
        var sizes = CheckClassLayouts(image, findings, faults);
        RemoveTypesWithFields(image, sizes);
        for (uint row = 1; row <= image.Tables.RowCount(FieldLayout); row++)
        {
            var offset = image.Tables[FieldLayout, row, 0];
            if (offset > (uint)image.Limits.MaxClassSize)
            {
                findings.Add(BadLayout,
                    $"A field lies at offset {offset} of its type; the limit is {image.Limits.MaxClassSize} "
                        + "(Limits.MaxClassSize).",
                    MetadataImage.Token(FieldLayout, row));
            }
        }

        for (uint row = 1; row <= image.Tables.RowCount(FieldRva); row++)
        {
            CheckFieldData(image, row, sizes, occupied, findings);
        }
    }

    private static uint[] CheckClassLayouts(MetadataImage image, Findings findings, Findings faults)
    {
        var sizes = new uint[image.Tables.RowCount(TypeDef) + 1];
        for (uint row = 1; row <= image.Tables.RowCount(ClassLayout); row++)
        {
            var packing = image.Tables[ClassLayout, row, 0];
            var size = image.Tables[ClassLayout, row, 1];
            var type = image.Tables[ClassLayout, row, 2];
            sizes[type] = size;
            if (packing > MaxPacking || (packing != 0 && !BitOperations.IsPow2(packing)))
            {
                findings.Add(BadLayout,
                    $"The type is packed to {packing} bytes; only powers of two up to {MaxPacking} exist.",
                    MetadataImage.Token(TypeDef, type));
            }

            if (size > (uint)image.Limits.MaxClassSize)
            {
                faults.Add(BadLayout,
                    $"The type has {size} bytes; the limit is {image.Limits.MaxClassSize} "
                        + "(Limits.MaxClassSize). Keep large data in a resource.",
                    MetadataImage.Token(TypeDef, type));
            }
        }

        return sizes;
    }

    private static void CheckFieldData(
        MetadataImage image, uint row, uint[] sizes, OccupiedBytes occupied, Findings findings)
    {
        var address = image.Tables[FieldRva, row, 0];
        var field = image.Tables[FieldRva, row, 1];
        if (SizeOf(image, field, sizes) is not { } size)
        {
            findings.Add(BadFieldData,
                "The field lies over image data, but its type is neither primitive nor a value type of this "
                    + "image with an explicit size and no fields, so the bytes could be taken for references.",
                MetadataImage.Token(Field, field));
        }
        else if (!image.Headers.TryMap(address, size, out var range))
        {
            findings.Add(BadFieldData,
                $"The field reads {size} bytes at RVA 0x{address:X}, which do not lie inside one section: it "
                    + "would read memory that is not its own.",
                MetadataImage.Token(Field, field));
        }
        else if (occupied.IsInParts(range) || occupied.IsInBodies(range))
        {
            findings.Add(BadFieldData,
                $"The data of the field (RVA 0x{address:X}, {size} bytes) overlaps IL, metadata or headers: "
                    + "code that writes to the field could change what was checked.",
                MetadataImage.Token(Field, field));
        }
    }

    // Null when the size cannot be told from the image alone, or the bytes could hold a reference.
    private static uint? SizeOf(MetadataImage image, uint field, uint[] sizes)
    {
        var cursor = new ByteCursor(image.Blob(Field, field, 2));
        cursor.Skip(1);
        while (cursor.Peek() is ElementType.RequiredModifier or ElementType.OptionalModifier)
        {
            cursor.Skip(1);
            cursor.ReadCompressed();
        }

        return cursor.ReadByte() switch
        {
            ElementType.Boolean or ElementType.SByte or ElementType.Byte => 1,
            ElementType.Char or ElementType.Int16 or ElementType.UInt16 => 2,
            ElementType.Int32 or ElementType.UInt32 or ElementType.Single => 4,
            ElementType.Int64 or ElementType.UInt64 or ElementType.Double => 8,
            ElementType.NativeInt or ElementType.NativeUInt => PointerSize,
            ElementType.ValueType => SizeOfValueType(image, cursor.ReadCompressed(), sizes),
            _ => null,
        };
    }

    private static uint? SizeOfValueType(MetadataImage image, uint coded, uint[] sizes)
    {
        var (table, row) = CodedIndex.TypeDefOrRef.Split(coded);
        return table == TypeDef && row != 0 && row < sizes.Length && sizes[row] != 0 ? sizes[row] : null;
    }

    // With instance fields the runtime takes the larger of their size and the stated one, and they may be references.
    private static void RemoveTypesWithFields(MetadataImage image, uint[] sizes)
    {
        for (uint row = 1; row < sizes.Length; row++)
        {
            var end = sizes[row] == 0 ? 0 : image.Tables.ListEnd(TypeDef, row, 4, Field);
            for (var field = image.Tables[TypeDef, row, 4]; field < end; field++)
            {
                if ((image.Tables[Field, field, 0] & StaticFlag) == 0)
                {
                    sizes[row] = 0;
                    break;
                }
            }
        }
    }
}
