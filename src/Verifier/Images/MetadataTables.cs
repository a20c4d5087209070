using System.Buffers.Binary;
using System.Numerics;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>Row counts and layout of the tables stream, and access to its cells (ECMA-335 II.24.2.6).</summary>
internal sealed class MetadataTables
{
    /// <summary>RX0010: the tables stream cannot be read, or not in one way only.</summary>
    internal static readonly DiagnosticDescriptor BrokenTables =
        new("RX0010", "The metadata tables are broken", "ECMA-335 II.24.2.6");

    /// <summary>RX0011: tables that an assembly of one module has not.</summary>
    internal static readonly DiagnosticDescriptor RefusedTable =
        new("RX0011",
            "The image has metadata tables that only edited or multi-module images have",
            "ECMA-335 II.22, II.24.2.6");

    /// <summary>RX0012: more rows than the limit.</summary>
    internal static readonly DiagnosticDescriptor TooManyRows =
        new("RX0012", "A metadata table has too many rows", "Limits.MaxTableRows");

    private const int MaxPadding = 8;
    private const int LargeStrings = 1;
    private const int LargeGuids = 2;
    private const int LargeBlobs = 4;

    private readonly byte[] _bytes;
    private readonly int[] _rows = new int[TableSchema.TableCount];
    private readonly int[] _starts = new int[TableSchema.TableCount];
    private readonly int[] _rowSizes = new int[TableSchema.TableCount];
    private readonly int[][] _columnStarts = new int[TableSchema.TableCount][];
    private readonly bool[][] _columnIsLarge = new bool[TableSchema.TableCount][];

    private MetadataTables(byte[] bytes) => _bytes = bytes;

    /// <summary>Which tables the image says are sorted, one bit each.</summary>
    internal ulong Sorted { get; private set; }

    /// <summary>Reads the layout; null when it cannot be read, with the reason among the findings.</summary>
    internal static MetadataTables? Read(byte[] bytes, ByteRange stream, Limits limits, Findings findings)
    {
        var tables = new MetadataTables(bytes);
        var cursor = new ByteCursor(stream.Of(bytes));
        cursor.Skip(4);
        var version = cursor.ReadUInt16();
        var heapSizes = cursor.ReadByte();
        cursor.Skip(1);
        var valid = cursor.ReadUInt64();
        tables.Sorted = cursor.ReadUInt64();
        if (cursor.Failed || version != 2)
        {
            findings.Add(BrokenTables,
                "The tables stream is cut short or not of version 2.0, the only one that runtimes read.");
            return null;
        }

        if ((heapSizes & ~(LargeStrings | LargeGuids | LargeBlobs)) != 0)
        {
            findings.Add(BrokenTables,
                $"The heap sizes 0x{heapSizes:X2} hold bits that readers take differently (extra data, edit and "
                    + "continue).");
            return null;
        }

        return tables.ReadRowCounts(ref cursor, valid, limits, findings)
            && tables.LayOut(heapSizes, stream.Start + cursor.Position, stream.End, findings)
                ? tables
                : null;
    }

    /// <summary>Number of rows of a table.</summary>
    internal uint RowCount(MetadataTable table) => table == MetadataTable.None ? 0 : (uint)_rows[(int)table];

    /// <summary>Reads a cell; the row must be from 1 to the row count.</summary>
    internal uint this[MetadataTable table, uint row, int column]
    {
        get
        {
            var offset = OffsetOf(table, row, column);
            return _columnIsLarge[(int)table][column]
                ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(offset, 4))
                : BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(offset, 2));
        }
    }

    /// <summary>Where a cell lies in the image.</summary>
    internal int OffsetOf(MetadataTable table, uint row, int column) =>
        _starts[(int)table] + ((int)(row - 1) * _rowSizes[(int)table]) + _columnStarts[(int)table][column];

    /// <summary>The end (exclusive) of the run of rows that a list column of a row starts.</summary>
    internal uint ListEnd(MetadataTable table, uint row, int column, MetadataTable target) =>
        row < RowCount(table) ? this[table, row + 1, column] : RowCount(target) + 1;

    private bool ReadRowCounts(ref ByteCursor cursor, ulong valid, Limits limits, Findings findings)
    {
        for (var rest = valid; rest != 0; rest &= rest - 1)
        {
            var table = BitOperations.TrailingZeroCount(rest);
            var rows = cursor.ReadUInt32();
            if (cursor.Failed)
            {
                findings.Add(BrokenTables,
                    "The tables stream ends among its row counts; the file is cut short or edited.");
                return false;
            }

            if (TableSchema.ColumnsOf(table) is null)
            {
                findings.Add(RefusedTable,
                    $"The image has metadata table 0x{table:X2}, which belongs to edit-and-continue, symbols, "
                        + "multi-module or uncompressed images. Build one plain assembly.");
                return false;
            }

            if (rows > (uint)limits.MaxTableRows)
            {
                findings.Add(TooManyRows,
                    $"Metadata table {(MetadataTable)table} has {rows} rows; the limit is {limits.MaxTableRows} "
                        + "(Limits.MaxTableRows).");
                return false;
            }

            _rows[table] = (int)rows;
        }

        return true;
    }

    private bool LayOut(int heapSizes, int start, int end, Findings findings)
    {
        long position = start;
        for (var table = 0; table < TableSchema.TableCount; table++)
        {
            if (TableSchema.ColumnsOf(table) is not { } columns)
            {
                continue;
            }

            _starts[table] = (int)position;
            _columnStarts[table] = new int[columns.Length];
            _columnIsLarge[table] = new bool[columns.Length];
            for (var i = 0; i < columns.Length; i++)
            {
                _columnStarts[table][i] = _rowSizes[table];
                _columnIsLarge[table][i] = IsLarge(columns[i], heapSizes);
                _rowSizes[table] += _columnIsLarge[table][i] ? 4 : 2;
            }

            position += (long)_rowSizes[table] * _rows[table];
            if (position > end)
            {
                findings.Add(BrokenTables,
                    $"The rows of metadata table {(MetadataTable)table} go past the end of the tables stream; "
                        + "the file is cut short or edited.");
                return false;
            }
        }

        // Writers pad the stream, F# by up to seven bytes; more could be rows that only one reader sees.
        if (end - position > MaxPadding)
        {
            findings.Add(BrokenTables,
                $"The tables stream has {end - position} bytes behind its last row; nothing that compilers "
                    + "write is there.");
            return false;
        }

        return true;
    }

    private bool IsLarge(Column column, int heapSizes) => column.Kind switch
    {
        ColumnKind.UInt16 => false,
        ColumnKind.UInt32 => true,
        ColumnKind.Name => (heapSizes & LargeStrings) != 0,
        ColumnKind.Guid => (heapSizes & LargeGuids) != 0,
        ColumnKind.Blob => (heapSizes & LargeBlobs) != 0,
        ColumnKind.Row or ColumnKind.List => RowCount(column.Target) > ushort.MaxValue,
        _ => column.Coded!.Targets.Any(target => RowCount(target) > (uint)(ushort.MaxValue >> column.Coded.Bits)),
    };
}
