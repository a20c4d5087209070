using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>A section: where its bytes lie in the file and where they would lie in memory.</summary>
/// <param name="Address">First RVA.</param>
/// <param name="VirtualSize">Size in memory, in bytes.</param>
/// <param name="Raw">Its bytes in the file.</param>
internal readonly record struct Section(uint Address, uint VirtualSize, ByteRange Raw)
{
    /// <summary>Bytes that every reader maps the same way: some go by the virtual size, some by the raw size.</summary>
    internal uint MappedSize => Math.Min(VirtualSize, (uint)Raw.Length);
}

/// <summary>An entry of the PE data directories or of the CLI header.</summary>
/// <param name="Address">RVA (file offset for certificates).</param>
/// <param name="Size">In bytes.</param>
internal readonly record struct DataDirectory(uint Address, uint Size)
{
    internal bool IsEmpty => Address == 0 && Size == 0;
}

/// <summary>The CLI header (ECMA-335 II.25.3.3).</summary>
internal sealed record CliHeader
{
    internal required uint Size { get; init; }

    internal required DataDirectory Metadata { get; init; }

    internal required uint Flags { get; init; }

    internal required uint EntryPoint { get; init; }

    internal required DataDirectory Resources { get; init; }

    internal required DataDirectory StrongName { get; init; }

    internal required DataDirectory CodeManagerTable { get; init; }

    internal required DataDirectory VTableFixups { get; init; }

    internal required DataDirectory ExportAddressTableJumps { get; init; }

    internal required DataDirectory ManagedNativeHeader { get; init; }
}

/// <summary>The PE headers, sections and CLI header of an image (ECMA-335 II.25).</summary>
internal sealed class PeHeaders
{
    /// <summary>RX0002: the file is no executable image at all.</summary>
    internal static readonly DiagnosticDescriptor NotPortableExecutable =
        new("RX0002", "The file is not a PE image", "ECMA-335 II.25.2");

    /// <summary>RX0003: headers or sections contradict each other or the file.</summary>
    internal static readonly DiagnosticDescriptor BrokenHeaders =
        new("RX0003", "The PE headers or sections are broken", "ECMA-335 II.25.2, II.25.3");

    /// <summary>RX0004: a native image.</summary>
    internal static readonly DiagnosticDescriptor NoCliHeader =
        new("RX0004", "The image has no CLI header", "ECMA-335 II.25.3.3");

    private const int DirectoryCount = 16;
    private const int CliHeaderSize = 72;
    private const ushort Pe32 = 0x10B;
    private const ushort Pe32Plus = 0x20B;

    private readonly Section[] _sections;
    private readonly DataDirectory[] _directories;

    private PeHeaders(Section[] sections, DataDirectory[] directories) =>
        (_sections, _directories) = (sections, directories);

    /// <summary>Target machine of the file header.</summary>
    internal ushort Machine { get; private init; }

    /// <summary>Whether the image has the 64-bit form of the headers.</summary>
    internal bool IsPe32Plus { get; private init; }

    /// <summary>Alignment of sections in memory.</summary>
    internal uint SectionAlignment { get; private init; }

    /// <summary>Size of all headers, in bytes.</summary>
    internal uint HeadersSize { get; private init; }

    /// <summary>RVA of the native stub that starts an executable on old systems, 0 for none.</summary>
    internal uint EntryPoint { get; private init; }

    /// <summary>Size that the image asks for in memory.</summary>
    internal uint ImageSize { get; private init; }

    /// <summary>The CLI header.</summary>
    internal CliHeader Cli { get; private set; } = null!;

    /// <summary>The sections in order of the header.</summary>
    internal ReadOnlySpan<Section> Sections => _sections;

    /// <summary>A data directory by its number.</summary>
    internal DataDirectory this[PeDirectory directory] => _directories[(int)directory];

    /// <summary>Reads the headers; null when they cannot be read, with the reason among the findings.</summary>
    internal static PeHeaders? Read(byte[] bytes, Limits limits, Findings findings)
    {
        if (bytes.Length == 0)
        {
            findings.Add(NotPortableExecutable, "The file is empty; an assembly is a PE image. Was it copied in full?");
            return null;
        }

        var start = HeaderStart(bytes, findings);
        return start < 0 ? null : ReadFrom(bytes, start, limits, findings);
    }

    /// <summary>Finds the bytes of an RVA range that lies in the file bytes of one section.</summary>
    internal bool TryMap(uint address, uint size, out ByteRange range)
    {
        foreach (ref readonly var section in _sections.AsSpan())
        {
            if (address >= section.Address && (ulong)address + size <= (ulong)section.Address + section.MappedSize)
            {
                range = new ByteRange(section.Raw.Start + (int)(address - section.Address), (int)size);
                return true;
            }
        }

        range = default;
        return false;
    }

    /// <summary>Finds all bytes from an RVA to the end of its section.</summary>
    internal bool TryMapRest(uint address, out ByteRange range)
    {
        foreach (ref readonly var section in _sections.AsSpan())
        {
            if (address >= section.Address && address < (ulong)section.Address + section.MappedSize)
            {
                var offset = (int)(address - section.Address);
                range = new ByteRange(section.Raw.Start + offset, (int)section.MappedSize - offset);
                return true;
            }
        }

        range = default;
        return false;
    }

    private static int HeaderStart(byte[] bytes, Findings findings)
    {
        if (bytes is not [(byte)'M', (byte)'Z', ..])
        {
            findings.Add(NotPortableExecutable,
                "The file does not start with \"MZ\", so it is not a PE image; only .NET assemblies can be "
                    + "verified.");
            return -1;
        }

        var cursor = new ByteCursor(bytes);
        cursor.Skip(0x3C);
        var start = cursor.ReadUInt32();
        if (cursor.Failed || start < 0x40 || start > (uint)bytes.Length)
        {
            findings.Add(NotPortableExecutable,
                "The file ends before its PE header; it is cut short or not a PE image.");
            return -1;
        }

        var signature = new ByteCursor(bytes.AsSpan((int)start));
        if (signature.ReadUInt32() != 0x00004550)
        {
            findings.Add(NotPortableExecutable,
                "The file has no \"PE\" signature where its header says; it is not a PE image.");
            return -1;
        }

        return (int)start + 4;
    }

    private static PeHeaders? ReadFrom(byte[] bytes, int start, Limits limits, Findings findings)
    {
        var cursor = new ByteCursor(bytes.AsSpan(start));
        var machine = cursor.ReadUInt16();
        var sectionCount = cursor.ReadUInt16();
        cursor.Skip(12);
        var optionalSize = cursor.ReadUInt16();
        cursor.Skip(2);
        var magic = cursor.ReadUInt16();
        cursor.Skip(14);
        var entryPoint = cursor.ReadUInt32();
        cursor.Skip(12);
        var sectionAlignment = cursor.ReadUInt32();
        cursor.Skip(20);
        var imageSize = cursor.ReadUInt32();
        var headersSize = cursor.ReadUInt32();
        cursor.Skip(magic == Pe32Plus ? 44 : 28);
        var directoryCount = cursor.ReadUInt32();
        if (cursor.Failed || magic is not (Pe32 or Pe32Plus))
        {
            findings.Add(BrokenHeaders,
                "The optional header is cut short or of no known kind; a loader cannot tell what the image is.");
            return null;
        }

        if (directoryCount != DirectoryCount || optionalSize != (magic == Pe32Plus ? 240 : 224))
        {
            findings.Add(BrokenHeaders,
                $"The optional header has {directoryCount} data directories in {optionalSize} bytes; the "
                    + $"standard says {DirectoryCount}.");
            return null;
        }

        var directories = new DataDirectory[DirectoryCount];
        foreach (ref var directory in directories.AsSpan())
        {
            directory = ReadDirectory(ref cursor);
        }

        if (cursor.Failed)
        {
            findings.Add(BrokenHeaders, "The data directories go past the end of the file; it is cut short.");
            return null;
        }

        if (directories[(int)PeDirectory.Cli].IsEmpty)
        {
            findings.Add(NoCliHeader,
                "The image is native code: it has no CLI header. Only .NET assemblies can be verified.");
            return null;
        }

        if (sectionCount == 0 || sectionCount > limits.MaxSections)
        {
            findings.Add(BrokenHeaders,
                $"The image has {sectionCount} sections; the limit is {limits.MaxSections} (Limits.MaxSections).");
            return null;
        }

        var sections = new Section[sectionCount];
        for (var i = 0; i < sectionCount; i++)
        {
            cursor.Skip(8);
            var virtualSize = cursor.ReadUInt32();
            var address = cursor.ReadUInt32();
            var rawSize = cursor.ReadUInt32();
            var rawStart = cursor.ReadUInt32();
            cursor.Skip(16);
            if (cursor.Failed || (rawSize != 0 && (ulong)rawStart + rawSize > (ulong)bytes.Length))
            {
                findings.Add(BrokenHeaders,
                    $"Section {i + 1} goes past the end of the file; it is cut short or edited.");
                return null;
            }

            var raw = rawSize == 0 ? default : new ByteRange((int)rawStart, (int)rawSize);
            sections[i] = new Section(address, virtualSize, raw);
        }

        if (headersSize > (uint)bytes.Length || headersSize < (uint)(start + cursor.Position))
        {
            findings.Add(BrokenHeaders, $"The headers claim {headersSize} bytes, which does not fit what they hold.");
            return null;
        }

        var headers = new PeHeaders(sections, directories)
        {
            Machine = machine,
            IsPe32Plus = magic == Pe32Plus,
            SectionAlignment = sectionAlignment,
            HeadersSize = headersSize,
            EntryPoint = entryPoint,
            ImageSize = imageSize,
        };
        return headers.ReadCliHeader(bytes, findings) ? headers : null;
    }

    private bool ReadCliHeader(byte[] bytes, Findings findings)
    {
        var directory = this[PeDirectory.Cli];
        if (directory.Size < CliHeaderSize || !TryMap(directory.Address, directory.Size, out var range))
        {
            findings.Add(BrokenHeaders,
                $"The CLI header ({directory.Size} bytes at RVA 0x{directory.Address:X}) does not lie inside a "
                    + "section.");
            return false;
        }

        var cursor = new ByteCursor(range.Of(bytes));
        var size = cursor.ReadUInt32();
        cursor.Skip(4);
        Cli = new CliHeader
        {
            Size = size,
            Metadata = ReadDirectory(ref cursor),
            Flags = cursor.ReadUInt32(),
            EntryPoint = cursor.ReadUInt32(),
            Resources = ReadDirectory(ref cursor),
            StrongName = ReadDirectory(ref cursor),
            CodeManagerTable = ReadDirectory(ref cursor),
            VTableFixups = ReadDirectory(ref cursor),
            ExportAddressTableJumps = ReadDirectory(ref cursor),
            ManagedNativeHeader = ReadDirectory(ref cursor),
        };
        return true;
    }

    private static DataDirectory ReadDirectory(ref ByteCursor cursor)
    {
        var address = cursor.ReadUInt32();
        return new DataDirectory(address, cursor.ReadUInt32());
    }
}

/// <summary>The data directories of the optional header (ECMA-335 II.25.2.3.3).</summary>
internal enum PeDirectory
{
    Export,
    Import,
    Resource,
    Exception,
    Certificate,
    BaseRelocation,
    Debug,
    Architecture,
    GlobalPointer,
    ThreadLocalStorage,
    LoadConfiguration,
    BoundImport,
    ImportAddress,
    DelayImport,
    Cli,
    Reserved,
}
