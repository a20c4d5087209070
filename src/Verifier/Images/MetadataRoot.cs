using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>Where the metadata streams lie (ECMA-335 II.24.2.1, II.24.2.2).</summary>
internal sealed record MetadataRoot(
    ByteRange Tables, ByteRange Strings, ByteRange UserStrings, ByteRange Guids, ByteRange Blobs)
{
    /// <summary>RX0008: the root cannot be read.</summary>
    internal static readonly DiagnosticDescriptor BrokenRoot =
        new("RX0008", "The metadata root is broken", "ECMA-335 II.24.2.1");

    /// <summary>RX0009: a stream that readers understand differently or not at all.</summary>
    internal static readonly DiagnosticDescriptor RefusedStream =
        new("RX0009",
            "A metadata stream is unknown, doubled, missing or of the uncompressed kind",
            "ECMA-335 II.24.2.2; dotnet/runtime liteweightstgdb.cpp");

    private const uint Magic = 0x424A5342;
    private const int MaxVersionLength = 256;
    private const int MaxStreams = 8;
    private const int MaxStreamName = 32;
    private static readonly string[] Known = ["#~", "#Strings", "#US", "#GUID", "#Blob"];

    /// <summary>Reads the root; null when it cannot be read, with the reason among the findings.</summary>
    internal static MetadataRoot? Read(byte[] bytes, PeHeaders headers, Findings findings)
    {
        var directory = headers.Cli.Metadata;
        if (!headers.TryMap(directory.Address, directory.Size, out var root))
        {
            findings.Add(BrokenRoot,
                $"The metadata ({directory.Size} bytes at RVA 0x{directory.Address:X}) does not lie inside a "
                    + "section; the file is cut short or edited.");
            return null;
        }

        var cursor = new ByteCursor(root.Of(bytes));
        var magic = cursor.ReadUInt32();
        cursor.Skip(8);
        var versionLength = cursor.ReadUInt32();
        if (cursor.Failed || magic != Magic || versionLength > MaxVersionLength || versionLength % 4 != 0)
        {
            findings.Add(BrokenRoot,
                "The metadata does not start with \"BSJB\" and a version of sane length; the file is cut short "
                    + "or edited.");
            return null;
        }

        if (!IsVersion(ref cursor, (int)versionLength))
        {
            findings.Add(BrokenRoot,
                "The version in the metadata is not printable text; readers parse it without looking.");
            return null;
        }

        cursor.Skip(2);
        var count = cursor.ReadUInt16();
        if (cursor.Failed || count > MaxStreams)
        {
            findings.Add(BrokenRoot, $"The metadata has {count} streams or is cut short; compilers write five.");
            return null;
        }

        return ReadStreams(ref cursor, count, root, findings);
    }

    // At least two characters of printable ASCII, as in "v4.0.30319", then NUL.
    private static bool IsVersion(ref ByteCursor cursor, int length)
    {
        var text = 0;
        var isPrintable = true;
        var isEnded = false;
        for (var i = 0; i < length; i++)
        {
            var next = cursor.ReadByte();
            isEnded |= next == 0;
            isPrintable &= isEnded || next is >= 0x20 and < 0x7F;
            text += isEnded ? 0 : 1;
        }

        return isPrintable && isEnded && text >= 2;
    }

    private static MetadataRoot? ReadStreams(ref ByteCursor cursor, int count, ByteRange root, Findings findings)
    {
        var ranges = new ByteRange?[Known.Length];
        for (var i = 0; i < count; i++)
        {
            var offset = cursor.ReadUInt32();
            var size = cursor.ReadUInt32();
            var name = ReadName(ref cursor);
            if (cursor.Failed || (ulong)offset + size > (ulong)root.Length)
            {
                findings.Add(BrokenRoot,
                    $"Metadata stream {i + 1} goes past the end of the metadata; the file is cut short or "
                        + "edited.");
                return null;
            }

            var kind = Array.IndexOf(Known, name);
            if (kind < 0 || ranges[kind] is not null)
            {
                findings.Add(RefusedStream, kind < 0
                    ? $"The metadata stream \"{name}\" is not one of {string.Join(", ", Known)}; readers disagree on "
                        + "what it means."
                    : $"The metadata stream \"{name}\" is there twice; readers disagree on which one counts.");
                return null;
            }

            ranges[kind] = new ByteRange(root.Start + (int)offset, (int)size);
        }

        return Combine(ranges, new ByteRange(root.Start, cursor.Position), findings);
    }

    private static MetadataRoot? Combine(ByteRange?[] ranges, ByteRange header, Findings findings)
    {
        for (var kind = 0; kind < Known.Length; kind++)
        {
            if (ranges[kind] is null && Known[kind] != "#US")
            {
                findings.Add(RefusedStream,
                    $"The metadata stream \"{Known[kind]}\" is missing; no assembly can do without it.");
                return null;
            }

            for (var other = 0; other < kind; other++)
            {
                if (Overlap(ranges[kind], ranges[other]))
                {
                    findings.Add(BrokenRoot,
                        $"The metadata streams \"{Known[kind]}\" and \"{Known[other]}\" overlap, so the same "
                            + "bytes would have two meanings.");
                    return null;
                }
            }

            if (Overlap(ranges[kind], header))
            {
                findings.Add(BrokenRoot,
                    $"The metadata stream \"{Known[kind]}\" overlaps the stream headers, so the same bytes "
                        + "would have two meanings.");
                return null;
            }
        }

        return new MetadataRoot(
            ranges[0]!.Value, ranges[1]!.Value, ranges[2] ?? default, ranges[3]!.Value, ranges[4]!.Value);
    }

    private static bool Overlap(ByteRange? left, ByteRange? right) =>
        left is { Length: > 0 } a && right is { Length: > 0 } b && a.Start < b.End && b.Start < a.End;

    // Printable ASCII, NUL-terminated, padded to four bytes.
    private static string ReadName(ref ByteCursor cursor)
    {
        Span<char> name = stackalloc char[MaxStreamName];
        for (var length = 0; length < MaxStreamName; length++)
        {
            var next = cursor.ReadByte();
            if (next == 0)
            {
                cursor.Skip(3 - (length % 4));
                return new string(name[..length]);
            }

            name[length] = next is > 0x20 and < 0x7F ? (char)next : '?';
        }

        return new string(name);
    }
}
