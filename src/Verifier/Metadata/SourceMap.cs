using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Runtime.InteropServices;
using System.Text;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Metadata;

/// <summary>Finds the source line of an IL offset in the portable PDB beside or inside an image.</summary>
/// <remarks>
/// Symbols are hints from the guest: they are bounded, must carry the identity that the image names, and when anything
/// is wrong with them the map is empty. They never refuse an image and never throw. Keeps nothing but the symbols'
/// bytes and reads a method when asked for it. Safe to share between threads.
/// Source: PortablePdb-Metadata.md of dotnet/runtime.
/// </remarks>
internal sealed class SourceMap
{
    private const int MaxPathLength = 1_024;
    private const int MaxPoints = 50_000;
    private const int MethodTable = 0x06;

    private static readonly SourceMap Empty = new(null);

    private readonly MetadataReader? _reader;

    private SourceMap(MetadataReader? reader) => _reader = reader;

    /// <summary>The map of an image; empty when it has no symbols or they are not its own.</summary>
    internal static SourceMap Read(ScreenedImage image)
    {
        try
        {
            return Open(image) is { } reader ? new SourceMap(reader) : Empty;
        }
        catch (Exception exception) when (IsBadSymbols(exception))
        {
            return Empty;
        }
    }

    /// <summary>Adds file, line and column to a location in a method, where the symbols tell.</summary>
    /// <param name="location">A location with a method token; without an offset, the start is meant.</param>
    internal CodeLocation Locate(CodeLocation location)
    {
        if (_reader is null || location.Token >> 24 != MethodTable)
        {
            return location;
        }

        try
        {
            if (Find(_reader, location.Token & 0xFFFFFF, Math.Max(location.ILOffset, 0)) is not { } point)
            {
                return location;
            }

            var file = FileName(_reader, point.Document);
            return location with { File = file, Line = point.StartLine, Column = point.StartColumn };
        }
        catch (Exception exception) when (IsBadSymbols(exception))
        {
            return location;
        }
    }

    // Bytes that the guest wrote, read by a library: these are all the ways in which it says that it cannot.
    private static bool IsBadSymbols(Exception exception) =>
        exception is BadImageFormatException or InvalidDataException or ArgumentException or InvalidOperationException
            or IndexOutOfRangeException or OverflowException or EndOfStreamException or NotSupportedException;

    private static MetadataReader? Open(ScreenedImage image)
    {
        var entries = DebugEntry.ReadAll(image.Bytes, image.Headers);
        if (Identity(image, entries) is not { } identity)
        {
            return null;
        }

        var beside = image.Source.Symbols is { } symbols && symbols.Length <= image.Limits.MaxSymbolsSize
            ? OpenMatching(symbols.ToArray(), identity)
            : null;
        return beside ?? (Embedded(image, entries) is { } embedded ? OpenMatching(embedded, identity) : null);
    }

    private static MetadataReader? OpenMatching(byte[] symbols, BlobContentId identity)
    {
        try
        {
            // The provider is not disposed: the reader lives as long as the map, in managed memory alone.
            var bytes = ImmutableCollectionsMarshal.AsImmutableArray(symbols);
            var provider = MetadataReaderProvider.FromPortablePdbImage(bytes);
            var reader = provider.GetMetadataReader();
            return reader.DebugMetadataHeader is { } header && new BlobContentId(header.Id) == identity ? reader : null;
        }
        catch (Exception exception) when (IsBadSymbols(exception))
        {
            return null;
        }
    }

    // "RSDS", GUID, age, path; the stamp is in the entry itself.
    private static BlobContentId? Identity(ScreenedImage image, List<DebugEntry> entries)
    {
        const uint CodeViewMagic = 0x53445352;
        const int GuidSize = 16;
        const ushort PortablePdb = 0x504D;
        foreach (var entry in entries)
        {
            if (entry is { Type: DebugEntry.CodeView, MinorVersion: PortablePdb, DataSize: >= 4 + GuidSize })
            {
                var data = image.Bytes.AsSpan((int)entry.FileOffset, (int)entry.DataSize);
                if (BitConverter.ToUInt32(data) == CodeViewMagic)
                {
                    return new BlobContentId(new Guid(data.Slice(4, GuidSize)), entry.Stamp);
                }
            }
        }

        return null;
    }

    // "MPDB", size, deflated PDB. No byte more than the stated and allowed size is decompressed.
    private static byte[]? Embedded(ScreenedImage image, List<DebugEntry> entries)
    {
        const uint Magic = 0x4244504D;
        const int HeaderSize = 8;
        foreach (var entry in entries)
        {
            if (entry is not { Type: DebugEntry.EmbeddedPortablePdb, DataSize: > HeaderSize })
            {
                continue;
            }

            var data = image.Bytes.AsSpan((int)entry.FileOffset, (int)entry.DataSize);
            var size = BitConverter.ToUInt32(data[4..]);
            if (BitConverter.ToUInt32(data) != Magic || size > (uint)image.Limits.MaxSymbolsSize)
            {
                return null;
            }

            var packed = new ByteRange((int)entry.FileOffset + HeaderSize, (int)entry.DataSize - HeaderSize);
            return Inflate(image.Bytes, packed, (int)size);
        }

        return null;
    }

    // Grows with what really comes out, so that a small image cannot ask for much memory by a number alone.
    private static byte[]? Inflate(byte[] bytes, ByteRange packed, int size)
    {
        using var source = new MemoryStream(bytes, packed.Start, packed.Length, writable: false);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        using var target = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = inflater.Read(buffer); read != 0; read = inflater.Read(buffer))
        {
            if (target.Length + read > size)
            {
                return null;
            }

            target.Write(buffer, 0, read);
        }

        return target.Length == size ? target.ToArray() : null;
    }

    // The last visible point at or before the offset, else the first one of the method.
    private static SequencePoint? Find(MetadataReader reader, int method, int offset)
    {
        if (method == 0 || method > reader.MethodDebugInformation.Count)
        {
            return null;
        }

        SequencePoint? best = null;
        var count = 0;
        var handle = MetadataTokens.MethodDebugInformationHandle(method);
        foreach (var point in reader.GetMethodDebugInformation(handle).GetSequencePoints())
        {
            if (++count > MaxPoints || (best is not null && point.Offset > offset))
            {
                break;
            }

            best = point.IsHidden ? best : point;
        }

        return best;
    }

    // A separator and the parts as blobs. Read by hand, because a short name may repeat a part of many megabytes.
    // A control character could forge lines of a report or drive a terminal.
    private static string FileName(MetadataReader reader, DocumentHandle handle)
    {
        var blob = reader.GetBlobReader(reader.GetDocument(handle).Name);
        var name = new StringBuilder();
        var separator = (char)blob.ReadByte();
        for (var isFirst = true; blob.RemainingBytes > 0; isFirst = false)
        {
            var part = reader.GetBlobReader(blob.ReadBlobHandle());
            if (name.Length + part.Length >= MaxPathLength)
            {
                break;
            }

            name.Append(isFirst || separator == 0 ? "" : separator.ToString()).Append(part.ReadUTF8(part.Length));
        }

        return string.Concat(name.ToString().Where(each => !char.IsControl(each)));
    }
}
