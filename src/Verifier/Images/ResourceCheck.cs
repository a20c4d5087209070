using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Managed resources, Win32 resources and debug entries lie inside the image.</summary>
internal static class ResourceCheck
{
    /// <summary>RX0035: a managed resource outside.</summary>
    internal static readonly DiagnosticDescriptor BadResource =
        new("RX0035", "An embedded resource does not lie inside the image", "ECMA-335 II.22.24, II.24.2.7");

    /// <summary>RX0036: a tree of Win32 resources that readers cannot walk.</summary>
    internal static readonly DiagnosticDescriptor BadWin32Resources =
        new("RX0036", "The Win32 resources are malformed",
            "PE format, .rsrc section; Mono.Cecil walks the tree by recursion when it writes");

    /// <summary>RX0037: debug entries outside.</summary>
    internal static readonly DiagnosticDescriptor BadDebugEntry =
        new("RX0037", "A debug entry does not lie inside the image",
            "PE format, debug directory; Mono.Cecil reserves the stated size before it reads");

    private const int MaxDebugEntries = 16;
    private const int Win32Levels = 3;
    private const uint Subdirectory = 0x80000000;

    /// <summary>Checks what the PE headers lead to.</summary>
    internal static void CheckHeaders(byte[] bytes, PeHeaders headers, Findings findings)
    {
        CheckDebugEntries(bytes, headers, findings);
        CheckWin32Resources(bytes, headers, findings);
    }

    /// <summary>Checks the ManifestResource table.</summary>
    internal static void CheckManifest(MetadataImage image, Findings findings)
    {
        image.Headers.TryMap(image.Headers.Cli.Resources.Address, image.Headers.Cli.Resources.Size, out var all);
        for (uint row = 1; row <= image.Tables.RowCount(ManifestResource); row++)
        {
            if (image.Tables[ManifestResource, row, 3] >> CodedIndex.Implementation.Bits != 0)
            {
                continue;
            }

            var offset = image.Tables[ManifestResource, row, 0];
            var cursor = new ByteCursor(offset < (uint)all.Length ? all.Of(image.Bytes)[(int)offset..] : default);
            var size = cursor.ReadUInt32();
            if (cursor.Failed || size > (uint)cursor.Remaining)
            {
                findings.Add(BadResource,
                    $"The resource {image.Name(ManifestResource, row, 2)} goes past the end of the resources; "
                        + "the file is cut short or edited.",
                    MetadataImage.Token(ManifestResource, row));
            }
        }
    }

    private static void CheckDebugEntries(byte[] bytes, PeHeaders headers, Findings findings)
    {
        var directory = headers[PeDirectory.Debug];
        if (directory.IsEmpty || !headers.TryMap(directory.Address, directory.Size, out var range))
        {
            return;
        }

        if (range.Length % DebugEntry.Size != 0 || range.Length / DebugEntry.Size > MaxDebugEntries)
        {
            findings.Add(BadDebugEntry,
                $"The debug directory has {range.Length} bytes; entries have {DebugEntry.Size} each, and at "
                    + $"most {MaxDebugEntries} are allowed.");
            return;
        }

        foreach (var entry in DebugEntry.ReadAll(bytes, headers))
        {
            if ((ulong)entry.FileOffset + entry.DataSize > (ulong)bytes.Length)
            {
                findings.Add(BadDebugEntry,
                    $"A debug entry of type {entry.Type} goes past the end of the file; it is cut short or "
                        + "edited.");
            }
        }
    }

    // Type, name, language: three levels of directories, then data. Each directory has one parent, or walking the tree
    // would not end or not be linear.
    private static void CheckWin32Resources(byte[] bytes, PeHeaders headers, Findings findings)
    {
        var directory = headers[PeDirectory.Resource];
        if (directory.IsEmpty || !headers.TryMap(directory.Address, directory.Size, out var range))
        {
            return;
        }

        var all = range.Of(bytes);
        var seen = new HashSet<uint> { 0 };
        var rest = new Stack<(uint Offset, int Level)>();
        rest.Push((0, 1));
        while (rest.TryPop(out var next))
        {
            if (!CheckWin32Directory(all, headers, next.Offset, next.Level, seen, rest))
            {
                findings.Add(BadWin32Resources,
                    "The tree of Win32 resources goes past its end, in a circle or too deep. Build the "
                        + "assembly without a native resource file.");
                return;
            }
        }
    }

    private static bool CheckWin32Directory(
        ReadOnlySpan<byte> all,
        PeHeaders headers,
        uint offset,
        int level,
        HashSet<uint> seen,
        Stack<(uint Offset, int Level)> rest)
    {
        var cursor = new ByteCursor(offset < (uint)all.Length ? all[(int)offset..] : default);
        cursor.Skip(12);
        var count = cursor.ReadUInt16() + cursor.ReadUInt16();
        for (var i = 0; i < count; i++)
        {
            var name = cursor.ReadUInt32();
            var target = cursor.ReadUInt32();
            if (cursor.Failed || !IsName(all, name) || !seen.Add(target & ~Subdirectory))
            {
                return false;
            }

            if ((target & Subdirectory) == 0)
            {
                if (!IsData(all, headers, target))
                {
                    return false;
                }
            }
            else if (level == Win32Levels)
            {
                return false;
            }
            else
            {
                rest.Push((target & ~Subdirectory, level + 1));
            }
        }

        return !cursor.Failed;
    }

    private static bool IsName(ReadOnlySpan<byte> all, uint name)
    {
        if ((name & Subdirectory) == 0)
        {
            return true;
        }

        var offset = name & ~Subdirectory;
        var cursor = new ByteCursor(offset < (uint)all.Length ? all[(int)offset..] : default);
        cursor.Skip(2 * cursor.ReadUInt16());
        return !cursor.Failed;
    }

    private static bool IsData(ReadOnlySpan<byte> all, PeHeaders headers, uint offset)
    {
        var cursor = new ByteCursor(offset < (uint)all.Length ? all[(int)offset..] : default);
        var address = cursor.ReadUInt32();
        var size = cursor.ReadUInt32();
        cursor.Skip(8);
        return !cursor.Failed && (size == 0 || headers.TryMap(address, size, out _));
    }
}
