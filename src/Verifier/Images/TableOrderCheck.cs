using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Tables that readers search by halves are sorted, and keys that name one row name only one.</summary>
/// <remarks>
/// Some readers believe the mask of sorted tables, others sort or search line by line. On an unsorted table they see
/// different layouts, attributes and nested types.
/// </remarks>
internal static class TableOrderCheck
{
    /// <summary>RX0013: an unsorted table.</summary>
    internal static readonly DiagnosticDescriptor NotSorted =
        new("RX0013", "A metadata table is not sorted", "ECMA-335 II.22, II.24.2.6");

    private static readonly (MetadataTable Table, int Key, bool IsUnique)[] SortedTables =
    [
        (InterfaceImpl, 0, false),
        (Constant, 1, true),
        (CustomAttribute, 0, false),
        (FieldMarshal, 0, true),
        (DeclSecurity, 1, false),
        (ClassLayout, 2, true),
        (FieldLayout, 1, true),
        (MethodSemantics, 2, false),
        (MethodImpl, 0, false),
        (ImplMap, 1, true),
        (FieldRva, 1, true),
        (NestedClass, 0, true),
        (GenericParam, 2, false),
        (GenericParamConstraint, 0, false),
    ];

    /// <summary>Checks the order of all tables that have one.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        foreach (var (table, key, isUnique) in SortedTables)
        {
            CheckOrder(image.Tables, table, key, isUnique, findings);
        }

        CheckUnique(image.Tables, EventMap, findings);
        CheckUnique(image.Tables, PropertyMap, findings);
    }

    private static void CheckOrder(
        MetadataTables tables, MetadataTable table, int key, bool isUnique, Findings findings)
    {
        var rows = tables.RowCount(table);
        if (rows != 0 && (tables.Sorted & (1UL << (int)table)) == 0)
        {
            findings.Add(NotSorted,
                $"The image does not say that table {table} is sorted, so readers search it in different ways.");
        }

        for (uint row = 2; row <= rows; row++)
        {
            var previous = tables[table, row - 1, key];
            var value = tables[table, row, key];
            if (value < previous || (isUnique && value == previous))
            {
                findings.Add(NotSorted,
                    $"Row {row} of table {table} comes {(value == previous ? "twice" : "out of order")}; "
                        + "readers that search by halves would miss or mix rows.",
                    MetadataImage.Token(table, row));
                return;
            }
        }
    }

    private static void CheckUnique(MetadataTables tables, MetadataTable table, Findings findings)
    {
        var isSeen = new bool[tables.RowCount(TypeDef) + 1];
        var rows = tables.RowCount(table);
        for (uint row = 1; row <= rows; row++)
        {
            ref var seen = ref isSeen[tables[table, row, 0]];
            if (seen)
            {
                findings.Add(NotSorted,
                    $"Table {table} has two rows for one type; readers disagree on which counts.",
                    MetadataImage.Token(table, row));
            }

            seen = true;
        }
    }
}
