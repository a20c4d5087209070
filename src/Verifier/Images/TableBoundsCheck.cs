using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Every cell of every table names something that is there.</summary>
internal static class TableBoundsCheck
{
    /// <summary>RX0014: an index that leads nowhere.</summary>
    internal static readonly DiagnosticDescriptor OutOfRange =
        new("RX0014", "A metadata index is out of range", "ECMA-335 II.22, II.24.2.6");

    /// <summary>RX0015: a name that is not one.</summary>
    internal static readonly DiagnosticDescriptor BadName =
        new("RX0015", "A name is malformed or too long", "ECMA-335 II.24.2.3; Limits.MaxNameLength");

    /// <summary>RX0016: member lists overlap or leave members out.</summary>
    internal static readonly DiagnosticDescriptor BrokenList =
        new("RX0016", "The lists of members do not follow each other", "ECMA-335 II.22.37");

    /// <summary>RX0019: a reference into another module or into nothing.</summary>
    internal static readonly DiagnosticDescriptor RefusedScope =
        new("RX0019", "A reference leads to no assembly", "ECMA-335 II.22.38, II.22.25");

    /// <summary>Checks all cells.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        CheckRowCounts(image.Tables, findings);
        for (var table = 0; table < TableSchema.TableCount; table++)
        {
            if (TableSchema.ColumnsOf(table) is not { } columns)
            {
                continue;
            }

            for (var column = 0; column < columns.Length; column++)
            {
                CheckColumn(image, (MetadataTable)table, column, columns[column], findings);
            }
        }

        CheckEntryPoint(image, findings);
    }

    private static void CheckRowCounts(MetadataTables tables, Findings findings)
    {
        if (tables.RowCount(Module) != 1 || tables.RowCount(Assembly) != 1)
        {
            findings.Add(MetadataTables.RefusedTable,
                $"The image has {tables.RowCount(Module)} Module rows and {tables.RowCount(Assembly)} Assembly "
                    + "rows; an assembly of one module has one of each. A netmodule cannot be verified by itself.");
        }

        if (tables.RowCount(TypeDef) == 0)
        {
            findings.Add(MetadataTables.RefusedTable,
                "The image has no TypeDef rows; every module has at least the type <Module>.");
        }

        if (tables.RowCount(MetadataTable.File) != 0)
        {
            findings.Add(MetadataTables.RefusedTable,
                "The assembly names other files as parts of itself (File rows), which are not verified. Build "
                    + "it as a single module.");
        }

        if (tables.RowCount(ModuleRef) != 0 && tables.RowCount(ImplMap) == 0)
        {
            findings.Add(MetadataTables.RefusedTable,
                "The image references modules but imports no native method from them, so they are netmodules, "
                    + "which are not verified. Build it as a single module.");
        }
    }

    private static void CheckColumn(
        MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        switch (column.Kind)
        {
            case ColumnKind.UInt16 or ColumnKind.UInt32:
                break;
            case ColumnKind.Name:
                CheckNames(image, table, index, column, findings);
                break;
            case ColumnKind.Guid:
                CheckGuids(image, table, index, column, findings);
                break;
            case ColumnKind.Blob:
                CheckBlobs(image, table, index, column, findings);
                break;
            case ColumnKind.Row:
                CheckRows(image, table, index, column, findings);
                break;
            case ColumnKind.List:
                CheckList(image, table, index, column, findings);
                break;
            default:
                CheckCoded(image, table, index, column, findings);
                break;
        }
    }

    private static void CheckNames(
        MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var offset = image.Tables[table, row, index];
            if (!image.Names.IsInside(offset))
            {
                findings.Add(OutOfRange,
                    $"{table}.{column.Name} names offset 0x{offset:X} behind the end of the string heap.",
                    MetadataImage.Token(table, row));
            }
            else if (!image.Names.IsGood(offset))
            {
                findings.Add(BadName,
                    $"{table}.{column.Name} is not valid UTF-8 without control characters, at most "
                        + $"{image.Limits.MaxNameLength} bytes long (Limits.MaxNameLength) and ended by NUL. "
                        + "Obfuscators write such names; use the plain assembly.",
                    MetadataImage.Token(table, row));
            }
            else if (column.IsRequired && image.Names.IsEmpty(offset))
            {
                findings.Add(BadName,
                    $"{table}.{column.Name} is empty; what has no name cannot be told apart.",
                    MetadataImage.Token(table, row));
            }
        }
    }

    private static void CheckGuids(
        MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var value = image.Tables[table, row, index];
            if (value > image.GuidCount || (value == 0 && column.IsRequired))
            {
                findings.Add(OutOfRange,
                    $"{table}.{column.Name} names GUID {value} of {image.GuidCount}.",
                    MetadataImage.Token(table, row));
            }
        }
    }

    private static void CheckBlobs(
        MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var offset = image.Tables[table, row, index];
            if (!image.Blobs.TryGet(offset, out _))
            {
                findings.Add(OutOfRange,
                    $"{table}.{column.Name} names a blob at 0x{offset:X} that does not lie inside the blob heap.",
                    MetadataImage.Token(table, row));
            }
        }
    }

    private static void CheckRows(MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        var limit = image.Tables.RowCount(column.Target);
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var value = image.Tables[table, row, index];
            if (value == 0 || value > limit)
            {
                findings.Add(OutOfRange,
                    $"{table}.{column.Name} names row {value} of {limit} in table {column.Target}.",
                    MetadataImage.Token(table, row));
            }
        }
    }

    // A list starts where the one before it ends, and the first at row 1: a member outside all lists would belong to
    // no type, so that no rule would look at it, and code could still call it by its token.
    private static void CheckList(MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        var limit = image.Tables.RowCount(column.Target) + 1;
        if (rows == 0 && limit != 1)
        {
            findings.Add(BrokenList,
                $"There are {limit - 1} rows in table {column.Target}, but none in table {table} that they "
                    + "could belong to.");
        }

        uint previous = 1;
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var value = image.Tables[table, row, index];
            if (value < previous || value > limit || (row == 1 && value != 1))
            {
                findings.Add(BrokenList,
                    $"{table}.{column.Name} starts at row {value} of table {column.Target}; it must be from "
                        + $"{previous} to {(row == 1 ? 1 : limit)}, so that each member belongs to one list.",
                    MetadataImage.Token(table, row));
                return;
            }

            previous = value;
        }
    }

    private static void CheckCoded(
        MetadataImage image, MetadataTable table, int index, Column column, Findings findings)
    {
        var rows = image.Tables.RowCount(table);
        var coded = column.Coded!;
        for (uint row = 1; row <= rows && !findings.IsFull; row++)
        {
            var value = image.Tables[table, row, index];
            var (target, targetRow) = coded.Split(value);
            if (targetRow == 0 && target != None && (!column.IsRequired || coded == CodedIndex.ResolutionScope))
            {
                if (column.IsRequired)
                {
                    findings.Add(RefusedScope,
                        "The type reference names no scope, so it would be looked up among exported types of "
                            + "other modules. Build the assembly as a single module.",
                        MetadataImage.Token(table, row));
                }
            }
            else if (targetRow == 0 || targetRow > image.Tables.RowCount(target))
            {
                findings.Add(OutOfRange,
                    $"{table}.{column.Name} is 0x{value:X}: row {targetRow} of table {target}, which is not "
                        + "there.",
                    MetadataImage.Token(table, row));
            }
            else if (IsOtherModule(coded, target))
            {
                findings.Add(RefusedScope,
                    $"{table}.{column.Name} leads to a {target} row. References go to assemblies, members of "
                        + "the image to its own rows; anything else is looked up in modules that nobody verifies.",
                    MetadataImage.Token(table, row));
            }
        }
    }

    private static bool IsOtherModule(CodedIndex coded, MetadataTable target) =>
        (coded == CodedIndex.ResolutionScope && target is ModuleRef)
        || (coded == CodedIndex.MemberRefParent && target == ModuleRef);

    private static void CheckEntryPoint(MetadataImage image, Findings findings)
    {
        var token = image.Headers.Cli.EntryPoint;
        var row = token & 0xFFFFFF;
        if (token != 0 && ((MetadataTable)(token >> 24) != MethodDef || row == 0
            || row > image.Tables.RowCount(MethodDef)))
        {
            findings.Add(ManagedOnlyCheck.BrokenCliHeader,
                $"The entry point 0x{token:X8} is not a method of this module.");
        }
    }
}
