namespace RExecIL.Verifier.Images;

/// <summary>An entry of the debug directory (PE format).</summary>
/// <param name="Type">What the entry holds.</param>
/// <param name="Stamp">With the GUID of a CodeView entry, the identity of a portable PDB.</param>
/// <param name="MajorVersion">Version of the format; of a portable PDB for CodeView.</param>
/// <param name="MinorVersion">0x504D marks a portable PDB for CodeView.</param>
/// <param name="FileOffset">Where the data starts in the file.</param>
/// <param name="DataSize">In bytes.</param>
internal readonly record struct DebugEntry(
    uint Type, uint Stamp, ushort MajorVersion, ushort MinorVersion, uint FileOffset, uint DataSize)
{
    /// <summary>Size of an entry, in bytes.</summary>
    internal const int Size = 28;

    /// <summary>The identity and path of the symbols.</summary>
    internal const uint CodeView = 2;

    /// <summary>The symbols themselves, compressed.</summary>
    internal const uint EmbeddedPortablePdb = 17;

    /// <summary>Reads all entries; empty when there are none.</summary>
    internal static List<DebugEntry> ReadAll(byte[] bytes, PeHeaders headers)
    {
        var directory = headers[PeDirectory.Debug];
        var entries = new List<DebugEntry>();
        if (directory.IsEmpty || !headers.TryMap(directory.Address, directory.Size, out var range))
        {
            return entries;
        }

        var cursor = new ByteCursor(range.Of(bytes));
        while (cursor.Remaining >= Size)
        {
            cursor.Skip(4);
            var stamp = cursor.ReadUInt32();
            var major = cursor.ReadUInt16();
            var minor = cursor.ReadUInt16();
            var type = cursor.ReadUInt32();
            var size = cursor.ReadUInt32();
            cursor.Skip(4);
            entries.Add(new DebugEntry(type, stamp, major, minor, cursor.ReadUInt32(), size));
        }

        return entries;
    }
}
