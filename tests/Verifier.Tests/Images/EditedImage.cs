using System.Buffers.Binary;
using System.Text;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

/// <summary>A good image in which a test changes single bytes.</summary>
internal sealed class EditedImage
{
    private readonly PeHeaders _headers;
    private readonly MetadataTables _tables;

    internal EditedImage(byte[] good)
    {
        Bytes = (byte[])good.Clone();
        var findings = new Findings("good", 10);
        _headers = PeHeaders.Read(Bytes, Limits.Default, findings)!;
        var root = MetadataRoot.Read(Bytes, _headers, findings)!;
        _tables = MetadataTables.Read(Bytes, root.Tables, Limits.Default, findings)!;
        Tables = root.Tables;
    }

    internal byte[] Bytes { get; }

    /// <summary>Where the tables stream lies.</summary>
    internal ByteRange Tables { get; }

    internal int PeStart => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(0x3C));

    internal int OptionalHeader => PeStart + 24;

    internal int CliHeader => OffsetOf(_headers[PeDirectory.Cli].Address);

    internal int MetadataStart => OffsetOf(_headers.Cli.Metadata.Address);

    internal int Directory(PeDirectory directory) => OptionalHeader + 96 + ((int)directory * 8);

    internal int SectionHeader(int index) => OptionalHeader + 224 + (index * 40);

    internal int OffsetOf(uint address)
    {
        Assert.IsTrue(_headers.TryMap(address, 1, out var range));
        return range.Start;
    }

    internal DataDirectory this[PeDirectory directory] => _headers[directory];

    /// <summary>Where a text in ASCII lies for the first time.</summary>
    internal int Find(string text)
    {
        var index = Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(text));
        Assert.IsGreaterThanOrEqualTo(0, index);
        return index;
    }

    internal uint Cell(MetadataTable table, uint row, int column) => _tables[table, row, column];

    internal EditedImage SetCell(MetadataTable table, uint row, int column, uint value) =>
        Cell(table, row, column) <= ushort.MaxValue && value <= ushort.MaxValue
            ? Set16(_tables.OffsetOf(table, row, column), (ushort)value)
            : Set32(_tables.OffsetOf(table, row, column), value);

    internal EditedImage Set8(int offset, byte value)
    {
        Bytes[offset] = value;
        return this;
    }

    internal EditedImage Set16(int offset, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(offset), value);
        return this;
    }

    internal EditedImage Set32(int offset, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(offset), value);
        return this;
    }
}
