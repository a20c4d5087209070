using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed class HeaderScreeningTests
{
    private static readonly byte[] Good = GoodImage();

    [TestMethod]
    public void A_small_image_is_accepted() => Screening.IsAccepted(Good);

    [TestMethod]
    public void An_image_over_the_size_limit_is_refused() =>
        Screening.IsRefused("RX0001", Good, Limits.Default with { MaxImageSize = Good.Length - 1 });

    [TestMethod]
    public void An_image_at_the_size_limit_is_accepted() =>
        Screening.IsAccepted(Good, Limits.Default with { MaxImageSize = Good.Length });

    [TestMethod]
    public void An_empty_file_is_no_image() => Screening.IsRefused("RX0002", []);

    [TestMethod]
    public void A_text_file_is_no_image() => Screening.IsRefused("RX0002", Encoding.ASCII.GetBytes("using System;\n"));

    [TestMethod]
    public void A_file_of_two_bytes_is_no_image() => Screening.IsRefused("RX0002", "MZ"u8.ToArray());

    [TestMethod]
    public void A_DOS_program_is_no_image() => Screening.IsRefused("RX0002", Edit().Set32(Edit().PeStart, 0).Bytes);

    [TestMethod]
    public void A_header_start_past_the_end_is_no_image() =>
        Screening.IsRefused("RX0002", Edit().Set32(0x3C, 0x7FFFFFF0).Bytes);

    [TestMethod]
    public void A_native_image_has_no_CLI_header()
    {
        var edit = Edit();
        var result = Screening.Open(edit.Set32(edit.Directory(PeDirectory.Cli), 0).Set32(edit.Directory(PeDirectory.Cli) + 4, 0).Bytes);
        Assert.AreEqual("RX0004", result.Diagnostics.Single().Id);
        Assert.Contains("no CLI header", result.Diagnostics.Single().Message);
    }

    [TestMethod]
    [DataRow(24, 0x0107u, DisplayName = "optional header of a ROM image")]
    [DataRow(24 + 92, 15u, DisplayName = "fifteen data directories")]
    [DataRow(24 + 32, 0x3000u, DisplayName = "section alignment that is no power of two")]
    [DataRow(24 + 56, 0x7FFF0000u, DisplayName = "two gigabytes of memory")]
    [DataRow(24 + 60, 0x00FFFFFFu, DisplayName = "headers larger than the file")]
    public void Broken_headers_are_refused(int offset, uint value) =>
        Screening.IsRefused("RX0003", Edit().Set32(Edit().PeStart + offset, value).Bytes);

    [TestMethod]
    public void More_sections_than_the_limit_are_refused() =>
        Screening.IsRefused("RX0003", Edit().Set16(Edit().PeStart + 6, 17).Bytes);

    [TestMethod]
    [DataRow(8, 0u, DisplayName = "no memory")]
    [DataRow(8, 0x40000000u, DisplayName = "more memory than bytes")]
    [DataRow(12, 0x00002010u, DisplayName = "address that is not aligned")]
    [DataRow(12, 0x00002000u, DisplayName = "memory of the section before")]
    [DataRow(16, 0x7FFFFFFFu, DisplayName = "past the end of the file")]
    [DataRow(20, 0x00000200u, DisplayName = "bytes of the section before")]
    public void A_broken_section_is_refused(int offset, uint value) =>
        Screening.IsRefused("RX0003", Edit().Set32(Edit().SectionHeader(Last) + offset, value).Bytes);

    [TestMethod]
    [DataRow((int)PeDirectory.Import)]
    [DataRow((int)PeDirectory.Resource)]
    [DataRow((int)PeDirectory.Debug)]
    [DataRow((int)PeDirectory.ImportAddress)]
    [DataRow((int)PeDirectory.Cli)]
    public void A_directory_outside_the_sections_is_refused(int directory)
    {
        var edit = Edit();
        var start = edit.Directory((PeDirectory)directory);
        Screening.IsRefused("RX0003", edit.Set32(start, 0x00F00000).Set32(start + 4, 72).Bytes);
    }

    [TestMethod]
    [DataRow((int)PeDirectory.Export)]
    [DataRow((int)PeDirectory.Exception)]
    [DataRow((int)PeDirectory.ThreadLocalStorage)]
    [DataRow((int)PeDirectory.LoadConfiguration)]
    [DataRow((int)PeDirectory.BoundImport)]
    [DataRow((int)PeDirectory.DelayImport)]
    public void A_directory_of_native_code_is_refused(int directory) =>
        Screening.IsRefused("RX0005", Edit().Set32(Edit().Directory((PeDirectory)directory), 0x2000).Bytes);

    [TestMethod]
    [DataRow(0u, DisplayName = "mixed mode")]
    [DataRow(0x11u, DisplayName = "native entry point")]
    [DataRow(0x3u, DisplayName = "requires 32 bits")]
    public void Flags_of_native_code_are_refused(uint flags) =>
        Screening.IsRefused("RX0005", Edit().Set32(Edit().CliHeader + 16, flags).Bytes);

    [TestMethod]
    [DataRow(40, DisplayName = "code manager table")]
    [DataRow(48, DisplayName = "vtable fixups")]
    [DataRow(56, DisplayName = "export jumps")]
    public void Native_tables_of_the_CLI_header_are_refused(int offset) =>
        Screening.IsRefused("RX0005", Edit().Set32(Edit().CliHeader + offset, 0x2000).Bytes);

    [TestMethod]
    public void A_preference_for_32_bits_is_harmless() =>
        Screening.IsAccepted(Edit().Set32(Edit().CliHeader + 16, 0x20003).Bytes);

    [TestMethod]
    public void A_relocation_of_checked_bytes_is_refused()
    {
        var edit = Edit();
        var block = edit.OffsetOf(edit[PeDirectory.BaseRelocation].Address);
        Screening.IsRefused("RX0005", edit.Set32(block, 0x3000).Bytes);
    }

    [TestMethod]
    public void A_machine_that_no_IL_compiler_targets_is_refused() =>
        Screening.IsRefused("RX0005", Edit().Set16(Edit().PeStart + 4, 0x01C4).Bytes);

    [TestMethod]
    public void A_precompiled_image_is_refused_for_that_alone() =>
        Screening.IsRefused("RX0006", Edit().Set32(Edit().CliHeader + 16, 4).Set32(Edit().CliHeader + 64, 0x2000).Bytes);

    [TestMethod]
    [DataRow(0, 73u, DisplayName = "size")]
    [DataRow(16, 0x40000001u, DisplayName = "unknown flag")]
    [DataRow(16, 0x20001u, DisplayName = "half of the preference for 32 bits")]
    [DataRow(20, 0x06000009u, DisplayName = "entry point that is not there")]
    [DataRow(20, 0x26000001u, DisplayName = "entry point in another file")]
    [DataRow(24, 0x00F00000u, DisplayName = "resources outside")]
    [DataRow(32, 0x00F00000u, DisplayName = "strong name outside")]
    public void A_broken_CLI_header_is_refused(int offset, uint value) =>
        Screening.IsRefused("RX0007", Edit().Set32(Edit().CliHeader + offset, value).Bytes);

    [TestMethod]
    [DataRow(0, 0u, DisplayName = "no magic")]
    [DataRow(12, 0x7FFFFFFCu, DisplayName = "endless version")]
    [DataRow(16, 0u, DisplayName = "empty version")]
    [DataRow(16, 0x001B4276u, DisplayName = "version with a control character")]
    [DataRow(12, 0xFFFFFFFCu, DisplayName = "negative version length")]
    [DataRow(28, 0x00640000u, DisplayName = "a hundred streams")]
    [DataRow(32, 0x00100000u, DisplayName = "stream outside")]
    [DataRow(36, 0xFFFFFFFFu, DisplayName = "stream of four gigabytes")]
    [DataRow(32, 0x00000010u, DisplayName = "stream over the root")]
    public void A_broken_metadata_root_is_refused(int offset, uint value) =>
        Screening.IsRefused("RX0008", Edit().Set32(Edit().MetadataStart + offset, value).Bytes);

    [TestMethod]
    public void Metadata_outside_the_sections_is_refused() =>
        Screening.IsRefused("RX0008", Edit().Set32(Edit().CliHeader + 8, 0x00F00000).Bytes);

    [TestMethod]
    public void Streams_that_overlap_are_refused()
    {
        var edit = Edit();
        var strings = edit.Find("#Strings") - 8;
        var tables = BitConverter.ToUInt32(edit.Bytes, edit.MetadataStart + 32);
        Screening.IsRefused("RX0008", edit.Set32(strings, tables).Bytes);
    }

    [TestMethod]
    [DataRow("#~", "#-", DisplayName = "uncompressed tables")]
    [DataRow("#US", "#Xx", DisplayName = "unknown stream")]
    [DataRow("#Strings", "#Schema\0", DisplayName = "schema stream")]
    [DataRow("#GUID", "#Blob", DisplayName = "a stream twice")]
    [DataRow("#US", "#JT", DisplayName = "edit and continue")]
    [DataRow("#GUID", "#Pdb\0", DisplayName = "symbols")]
    public void Unknown_and_doubled_streams_are_refused(string name, string edited)
    {
        var edit = Edit();
        Encoding.ASCII.GetBytes(edited).CopyTo(edit.Bytes, edit.Find(name));
        Screening.IsRefused("RX0009", edit.Bytes);
    }

    [TestMethod]
    [DataRow(4, 0x00000001u, DisplayName = "version 1")]
    [DataRow(6, 0x00000140u, DisplayName = "extra data")]
    [DataRow(6, 0x000001A0u, DisplayName = "edit and continue heaps")]
    [DataRow(24, 0x00001000u, DisplayName = "rows that do not fit")]
    public void Broken_tables_are_refused(int offset, uint value)
    {
        var edit = Edit();
        Screening.IsRefused("RX0010", edit.Set32(edit.Tables.Start + offset, value).Bytes);
    }

    [TestMethod]
    [DataRow(0, 0x08, DisplayName = "FieldPtr")]
    [DataRow(0, 0x20, DisplayName = "MethodPtr")]
    [DataRow(3, 0x40, DisplayName = "EncLog")]
    [DataRow(4, 0x02, DisplayName = "AssemblyProcessor")]
    [DataRow(6, 0x01, DisplayName = "Document of a PDB")]
    [DataRow(7, 0x80, DisplayName = "table 63")]
    public void Tables_that_an_assembly_has_not_are_refused(int offset, int bit)
    {
        var edit = Edit();
        var mask = edit.Tables.Start + 8 + offset;
        Screening.IsRefused("RX0011", edit.Set8(mask, (byte)(edit.Bytes[mask] | bit)).Bytes);
    }

    [TestMethod]
    public void More_rows_than_the_limit_are_refused() =>
        Screening.IsRefused("RX0012", Good, Limits.Default with { MaxTableRows = 2 });

    [TestMethod]
    public void Native_resources_are_accepted() => Screening.IsAccepted(ImageWithNativeResources());

    [TestMethod]
    [DataRow(20, 0x80000000u, DisplayName = "a directory that contains itself")]
    [DataRow(20, 0x800000F0u, DisplayName = "a directory outside")]
    [DataRow(12, 0xFFFF0000u, DisplayName = "too many entries")]
    [DataRow(16, 0x80F00000u, DisplayName = "a name outside")]
    public void Broken_native_resources_are_refused(int offset, uint value)
    {
        var edit = new EditedImage(ImageWithNativeResources());
        var start = edit.OffsetOf(edit[PeDirectory.Resource].Address);
        Screening.IsRefused("RX0036", edit.Set32(start + offset, value).Bytes);
    }

    [TestMethod]
    public void A_debug_entry_outside_the_file_is_refused()
    {
        var edit = new EditedImage(File.ReadAllBytes(typeof(HeaderScreeningTests).Assembly.Location));
        var entry = edit.OffsetOf(edit[PeDirectory.Debug].Address);
        Screening.IsRefused("RX0037", edit.Set32(entry + 16, 0x7FFFFFFF).Bytes);
    }

    [TestMethod]
    public void A_caller_who_changes_the_bytes_later_changes_nothing()
    {
        var bytes = (byte[])Good.Clone();
        var image = Screening.Open(bytes).Value;
        bytes[0] = 0;
        Assert.AreEqual((byte)'M', image.Bytes[0]);
    }

    [TestMethod]
    public void The_list_of_faults_keeps_its_limit_and_says_so()
    {
        var sketch = new ImageSketch();
        for (var i = 0; i < 50; i++)
        {
            sketch.AddMethod("M" + i, ImageSketch.Tiny(0x24));
        }

        var result = Screening.Open(sketch.Build(), Limits.Default with { MaxDiagnostics = 10 });
        Assert.HasCount(10, result.Diagnostics);
        Assert.AreEqual("RX0998", result.Diagnostics[^1].Id);
    }

    private static int Last => 1;

    private static EditedImage Edit() => new(Good);

    private static byte[] GoodImage()
    {
        var sketch = new ImageSketch();
        sketch.EntryPoint = sketch.AddMethod("Main", ImageSketch.Tiny(0x2A));
        sketch.Metadata.GetOrAddUserString("text");
        return sketch.Build();
    }

    private static byte[] ImageWithNativeResources() => new ImageSketch { NativeResources = new OneResource() }.Build();

    private sealed class OneResource : ResourceSectionBuilder
    {
        protected override void Serialize(BlobBuilder builder, SectionLocation location)
        {
            // Three directories of one entry each (16 + 8 bytes), a data entry (16 bytes), the data (4 bytes).
            for (var level = 0; level < 3; level++)
            {
                builder.WriteBytes(0, 12);
                builder.WriteInt32(0x00010000);
                builder.WriteInt32(1);
                builder.WriteUInt32(level == 2 ? 72 : 0x80000000 + ((uint)(level + 1) * 24));
            }

            builder.WriteInt32(location.RelativeVirtualAddress + 88);
            builder.WriteInt32(4);
            builder.WriteBytes(0, 12);
        }
    }
}
