namespace RExecIL.Verifier.Images;

/// <summary>An image whose parts are found but not yet all checked: what the checks look at.</summary>
internal sealed class MetadataImage(
    byte[] bytes, Limits limits, PeHeaders headers, MetadataRoot root, MetadataTables tables)
{
    internal byte[] Bytes => bytes;

    internal Limits Limits => limits;

    internal PeHeaders Headers => headers;

    internal MetadataTables Tables => tables;

    internal NameHeap Names { get; } = new(bytes, root.Strings, limits.MaxNameLength);

    internal BlobHeap Blobs { get; } = new(bytes, root.Blobs);

    internal BlobHeap UserStrings { get; } = new(bytes, root.UserStrings);

    /// <summary>Number of GUIDs in the heap.</summary>
    internal uint GuidCount => (uint)root.Guids.Length / 16;

    /// <summary>The blob that a cell names; its bounds were checked.</summary>
    internal ReadOnlySpan<byte> Blob(MetadataTable table, uint row, int column) =>
        Blobs.Get(tables[table, row, column]);

    /// <summary>The name that a cell names; it was checked.</summary>
    internal string Name(MetadataTable table, uint row, int column) => Names.TextOf(tables[table, row, column]);

    /// <summary>The full name of the type and the name of the member that a token names, where it names one.</summary>
    internal (string? Type, string? Member) Describe(uint token)
    {
        var row = token & 0xFFFFFF;
        return (MetadataTable)(token >> 24) switch
        {
            MetadataTable.TypeDef when row != 0 => (FullName(row), null),
            MetadataTable.MethodDef => (FullName(Owner(row, 5)), Name(MetadataTable.MethodDef, row, 3)),
            MetadataTable.Field => (FullName(Owner(row, 4)), Name(MetadataTable.Field, row, 1)),
            _ => default,
        };
    }

    /// <summary>A metadata token.</summary>
    internal static uint Token(MetadataTable table, uint row) => ((uint)table << 24) | row;

    // The last type whose list starts at or before the member.
    private uint Owner(uint member, int listColumn)
    {
        uint low = 1;
        var high = tables.RowCount(MetadataTable.TypeDef);
        while (low < high)
        {
            var middle = low + ((high - low + 1) / 2);
            var start = tables[MetadataTable.TypeDef, middle, listColumn];
            (low, high) = start <= member ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    // Bounded, as this also runs to report that nesting is a circle.
    private string FullName(uint type)
    {
        var name = "";
        for (var depth = 0; depth < limits.MaxTypeDepth; depth++)
        {
            var space = Name(MetadataTable.TypeDef, type, 2);
            name = (space.Length == 0 ? "" : space + ".")
                + Name(MetadataTable.TypeDef, type, 1)
                + (name.Length == 0 ? "" : "/" + name);
            var enclosing = Enclosing(type);
            if (enclosing == 0)
            {
                break;
            }

            type = enclosing;
        }

        return name;
    }

    private uint Enclosing(uint type)
    {
        uint low = 1;
        var high = tables.RowCount(MetadataTable.NestedClass);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var nested = tables[MetadataTable.NestedClass, middle, 0];
            if (nested == type)
            {
                return tables[MetadataTable.NestedClass, middle, 1];
            }

            (low, high) = nested < type ? (middle + 1, high) : (low, middle - 1);
        }

        return 0;
    }
}
