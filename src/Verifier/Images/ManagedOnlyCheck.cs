using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Images;

/// <summary>The image holds IL and nothing that a loader would run or patch as native code.</summary>
internal static class ManagedOnlyCheck
{
    /// <summary>RX0005: the image may hold native code.</summary>
    internal static readonly DiagnosticDescriptor NotManagedOnly =
        new("RX0005", "The image is not IL only", "ECMA-335 II.25.3.3.1; dotnet/runtime pedecoder.cpp, CheckILOnly");

    /// <summary>RX0006: precompiled code.</summary>
    internal static readonly DiagnosticDescriptor Precompiled =
        new("RX0006", "The image holds precompiled native code", "dotnet/runtime readytorun-format.md");

    /// <summary>RX0007: the CLI header contradicts itself or the file.</summary>
    internal static readonly DiagnosticDescriptor BrokenCliHeader =
        new("RX0007", "The CLI header is broken", "ECMA-335 II.25.3.3");

    private const uint ILOnly = 0x1;
    private const uint Requires32Bit = 0x2;
    private const uint StrongNameSigned = 0x8;
    private const uint NativeEntryPoint = 0x10;
    private const uint TrackDebugData = 0x10000;
    private const uint Prefers32Bit = 0x20000;
    private const uint KnownFlags = ILOnly | Requires32Bit | StrongNameSigned | TrackDebugData | Prefers32Bit;
    private const uint MaxSectionAlignment = 0x10000;

    // What only native code needs. CoreCLR ignores most of them in IL images, other loaders do not.
    private static readonly PeDirectory[] NativeDirectories =
    [
        PeDirectory.Export, PeDirectory.Exception, PeDirectory.Architecture, PeDirectory.GlobalPointer,
        PeDirectory.ThreadLocalStorage, PeDirectory.LoadConfiguration, PeDirectory.BoundImport,
        PeDirectory.DelayImport, PeDirectory.Reserved,
    ];

    private static readonly PeDirectory[] MappedDirectories =
    [
        PeDirectory.Import, PeDirectory.Resource, PeDirectory.BaseRelocation, PeDirectory.Debug,
        PeDirectory.ImportAddress,
    ];

    /// <summary>Checks headers and sections.</summary>
    internal static void Check(byte[] bytes, PeHeaders headers, Findings findings)
    {
        if (!headers.Cli.ManagedNativeHeader.IsEmpty)
        {
            // The other marks of native code follow from this one; naming them too would only hide the reason.
            findings.Add(Precompiled,
                "The image was compiled ahead of time (ReadyToRun), so native code could run that no IL check "
                    + "sees. Build it without PublishReadyToRun, or take the IL-only assembly.");
            return;
        }

        CheckSections(headers, findings);
        if (findings.Any)
        {
            return;
        }

        CheckDirectories(bytes, headers, findings);
        CheckRelocations(bytes, headers, findings);
        CheckCliHeader(headers, findings);
    }

    // A relocation changes bytes while the image is loaded, after they were checked. An IL image has one at most, in
    // the native stub (jmp [address]) that old systems start it by.
    private static void CheckRelocations(byte[] bytes, PeHeaders headers, Findings findings)
    {
        const int StubOperand = 2;
        const int MaxRelocationSize = 64;
        var directory = headers[PeDirectory.BaseRelocation];
        if (directory.IsEmpty || !headers.TryMap(directory.Address, directory.Size, out var range))
        {
            return;
        }

        var cursor = new ByteCursor(range.Of(bytes));
        var isGood = range.Length <= MaxRelocationSize;
        while (isGood && cursor.Remaining > 0)
        {
            var page = cursor.ReadUInt32();
            var size = cursor.ReadUInt32();
            isGood = !cursor.Failed && size >= 8 && size - 8 <= (uint)cursor.Remaining;
            for (uint i = 8; isGood && i < size; i += 2)
            {
                var entry = cursor.ReadUInt16();
                isGood = entry >> 12 == 0
                    || (headers.EntryPoint != 0 && page + (entry & 0xFFFu) == headers.EntryPoint + StubOperand);
            }
        }

        if (!isGood || cursor.Failed)
        {
            findings.Add(NotManagedOnly,
                "The image asks the loader to change bytes of its sections (base relocations) beyond the "
                    + "start-up stub, so checked code could change. Build it as a plain IL assembly.");
        }
    }

    private static void CheckSections(PeHeaders headers, Findings findings)
    {
        var alignment = headers.SectionAlignment;
        if (alignment is 0 or > MaxSectionAlignment || (alignment & (alignment - 1)) != 0)
        {
            findings.Add(PeHeaders.BrokenHeaders,
                $"The section alignment is 0x{alignment:X}; it must be a power of two up to "
                    + $"0x{MaxSectionAlignment:X}.");
            return;
        }

        ulong nextAddress = headers.HeadersSize;
        long nextRaw = headers.HeadersSize;
        for (var i = 0; i < headers.Sections.Length; i++)
        {
            var section = headers.Sections[i];
            if (section.Address < nextAddress || section.Address % alignment != 0)
            {
                findings.Add(PeHeaders.BrokenHeaders,
                    $"Section {i + 1} is not aligned or overlaps what lies before it in memory, so readers "
                        + "would disagree on its bytes.");
            }

            if (section.Raw.Length != 0 && section.Raw.Start < nextRaw)
            {
                findings.Add(PeHeaders.BrokenHeaders,
                    $"Section {i + 1} overlaps what lies before it in the file, so the same bytes would have "
                        + "two meanings.");
            }

            if (section.VirtualSize == 0 || section.VirtualSize > (uint)section.Raw.Length)
            {
                findings.Add(PeHeaders.BrokenHeaders,
                    $"Section {i + 1} takes {section.VirtualSize} bytes of memory for {section.Raw.Length} "
                        + "bytes in the file; an IL image needs no memory beyond its bytes.");
            }

            nextAddress = section.Address + (ulong)Math.Max(section.VirtualSize, (uint)section.Raw.Length);
            nextRaw = Math.Max(nextRaw, section.Raw.End);
        }

        if (headers.ImageSize > nextAddress + alignment)
        {
            findings.Add(PeHeaders.BrokenHeaders,
                $"The image asks for {headers.ImageSize} bytes of memory, but its sections end at {nextAddress}.");
        }
    }

    private static void CheckDirectories(byte[] bytes, PeHeaders headers, Findings findings)
    {
        foreach (var directory in NativeDirectories)
        {
            if (!headers[directory].IsEmpty)
            {
                findings.Add(NotManagedOnly,
                    $"The image has an entry in the {directory} directory, which only native code needs. Build "
                        + "it as a plain IL assembly.");
            }
        }

        foreach (var directory in MappedDirectories)
        {
            CheckMapped(headers, headers[directory], $"{directory} directory", PeHeaders.BrokenHeaders, findings);
        }

        var certificate = headers[PeDirectory.Certificate];
        if ((ulong)certificate.Address + certificate.Size > (ulong)bytes.Length)
        {
            findings.Add(PeHeaders.BrokenHeaders,
                "The certificate table goes past the end of the file; it is cut short.");
        }
    }

    private static void CheckCliHeader(PeHeaders headers, Findings findings)
    {
        var cli = headers.Cli;
        if (cli.Size != 72)
        {
            findings.Add(BrokenCliHeader, $"The CLI header says it has {cli.Size} bytes; it has 72.");
        }

        CheckFlags(cli.Flags, findings);
        CheckEmpty(cli.CodeManagerTable, "code manager table", findings);
        CheckEmpty(cli.VTableFixups, "table of vtable fixups", findings);
        CheckEmpty(cli.ExportAddressTableJumps, "table of export jumps", findings);
        CheckMapped(headers, cli.Resources, "resources", BrokenCliHeader, findings);
        CheckMapped(headers, cli.StrongName, "strong name signature", BrokenCliHeader, findings);
        CheckMachine(headers, findings);
    }

    private static void CheckMachine(PeHeaders headers, Findings findings)
    {
        const ushort I386 = 0x14C;
        const ushort Amd64 = 0x8664;
        const ushort Arm64 = 0xAA64;
        var isKnown = headers.IsPe32Plus ? headers.Machine is Amd64 or Arm64 : headers.Machine is I386;
        if (!isKnown)
        {
            findings.Add(NotManagedOnly,
                $"The image is for machine 0x{headers.Machine:X4} in {(headers.IsPe32Plus ? "64" : "32")}-bit "
                    + "headers, which no IL compiler writes. Build it for AnyCPU.");
        }
    }

    private static void CheckFlags(uint flags, Findings findings)
    {
        if ((flags & NativeEntryPoint) != 0)
        {
            findings.Add(NotManagedOnly,
                "The entry point is native code, which no IL check sees. Build the image with an IL entry "
                    + "point.");
        }

        if ((flags & ILOnly) == 0)
        {
            findings.Add(NotManagedOnly,
                "The image is not marked IL only, so it may mix IL with native code (C++/CLI). Build it as "
                    + "pure IL.");
        }

        if ((flags & (Requires32Bit | Prefers32Bit)) == Requires32Bit)
        {
            findings.Add(NotManagedOnly,
                "The image requires a 32-bit process, and a 64-bit runtime refuses to load it. Build it for "
                    + "AnyCPU.");
        }

        if ((flags & (Requires32Bit | Prefers32Bit)) == Prefers32Bit)
        {
            findings.Add(BrokenCliHeader,
                "The flags prefer 32 bits without the flag that says so to old loaders; the standard forbids "
                    + "this.");
        }

        if ((flags & ~(KnownFlags | NativeEntryPoint)) != 0)
        {
            findings.Add(BrokenCliHeader, $"The flags 0x{flags:X8} hold a bit of no known meaning.");
        }
    }

    private static void CheckEmpty(DataDirectory directory, string what, Findings findings)
    {
        if (!directory.IsEmpty)
        {
            findings.Add(NotManagedOnly,
                $"The CLI header has a {what}, which only native code needs. Build the image as pure IL.");
        }
    }

    private static void CheckMapped(
        PeHeaders headers, DataDirectory directory, string what, DiagnosticDescriptor descriptor, Findings findings)
    {
        if (!directory.IsEmpty && !headers.TryMap(directory.Address, directory.Size, out _))
        {
            findings.Add(descriptor,
                $"The {what} ({directory.Size} bytes at RVA 0x{directory.Address:X}) does not lie inside a "
                    + "section; the file is cut short or edited.");
        }
    }
}
