using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed class BodyScreeningTests
{
    private const byte Nop = 0x00;
    private const byte Ret = 0x2A;

    [TestMethod]
    public void A_tiny_and_a_fat_body_are_accepted()
    {
        Screening.IsAccepted(Body(ImageSketch.Tiny(Ret)));
        Screening.IsAccepted(Body(ImageSketch.Fat([Nop, Ret])));
    }

    [TestMethod]
    public void Methods_may_share_a_whole_body()
    {
        var sketch = new ImageSketch();
        var offset = sketch.AddBody(ImageSketch.Tiny(Ret));
        sketch.AddMethodAt("A", offset);
        sketch.AddMethodAt("B", offset);
        Screening.IsAccepted(sketch.Build());
    }

    [TestMethod]
    public void A_body_outside_the_sections_is_refused()
    {
        var edit = new EditedImage(Body(ImageSketch.Tiny(Ret)));
        Screening.IsRefused("RX0024", edit.SetCell(MetadataTable.MethodDef, 1, 0, 0x00F00000).Bytes);
    }

    [TestMethod]
    [DataRow(new byte[] { 0x00, Ret }, DisplayName = "no format")]
    [DataRow(new byte[] { 0x13, 0x40, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, Ret }, DisplayName = "header of 16 bytes")]
    [DataRow(new byte[] { 0x83, 0x30, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0, Ret }, DisplayName = "unknown flag")]
    [DataRow(new byte[] { 0x03, 0x30, 8, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, Ret }, DisplayName = "longer than the section")]
    [DataRow(new byte[] { 0x03, 0x30, 8, 0, 1, 0, 0, 0, 9, 0, 0, 0x11, Ret }, DisplayName = "locals that are not there")]
    [DataRow(new byte[] { 0x03, 0x30, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0x1B, Ret }, DisplayName = "locals of another table")]
    [DataRow(new byte[] { 0x03, 0x30, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0x11, Ret }, DisplayName = "locals that are a call signature")]
    [DataRow(new byte[] { 0x0B, 0x30, 8, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Ret, 2, 16, 0, 0 }, DisplayName = "section of another kind")]
    [DataRow(new byte[] { 0x0B, 0x30, 8, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Ret, 1, 15, 0, 0 }, DisplayName = "half a clause")]
    [DataRow(new byte[] { 0x0B, 0x30, 8, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Ret, 0x81, 4, 0, 0 }, DisplayName = "section after section")]
    [DataRow(new byte[] { 0x0B, 0x30, 8, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Ret, 0x41, 0xFC, 0xFF, 0xFF }, DisplayName = "clauses past the section")]
    public void A_malformed_body_is_refused(byte[] body) => Screening.IsRefused("RX0024", Body(body));

    [TestMethod]
    public void A_body_that_is_not_IL_is_refused()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddMethodDefinition(
            MethodAttributes.Static, MethodImplAttributes.Native, sketch.Name("M"), sketch.Blob(0, 0, 1),
            sketch.AddBody(ImageSketch.Tiny(Ret)), MetadataTokens.ParameterHandle(1));
        Screening.IsRefused("RX0024", sketch.Build());
    }

    [TestMethod]
    public void A_fat_body_off_four_bytes_is_refused()
    {
        var sketch = new ImageSketch();
        var offset = sketch.AddBody([Nop, Nop, .. ImageSketch.Fat([Ret])]);
        sketch.AddMethodAt("M", offset + 2);
        Screening.IsRefused("RX0024", sketch.Build());
    }

    [TestMethod]
    public void A_stack_over_the_limit_is_refused()
    {
        Screening.IsAccepted(Body(ImageSketch.Fat([Ret], maxStack: 4_096)));
        Screening.IsRefused("RX0025", Body(ImageSketch.Fat([Ret], maxStack: 4_097)));
    }

    [TestMethod]
    public void IL_over_the_limit_is_refused()
    {
        var il = new byte[Limits.Default.MaxBodySize + 1];
        il[^1] = Ret;
        Screening.IsRefused("RX0025", Body(ImageSketch.Fat(il)));
        Screening.IsAccepted(Body(ImageSketch.Fat(il[1..])));
    }

    [TestMethod]
    public void More_clauses_than_the_limit_are_refused() =>
        Screening.IsRefused("RX0025", Body(ImageSketch.Fat([Nop, Nop, Nop, Ret], flags: 0x300B, section: ImageSketch.Clause(2, 0, 1, 1, 1, 0))), Limits.Default with { MaxExceptionClauses = 0 });

    [TestMethod]
    public void Bodies_that_overlap_are_refused()
    {
        var sketch = new ImageSketch();
        var offset = sketch.AddBody(ImageSketch.Tiny(Nop, 0x06, Ret, Ret));
        sketch.AddMethodAt("A", offset);
        sketch.AddMethodAt("B", offset + 2);
        Screening.IsRefused("RX0030", sketch.Build());
    }

    [TestMethod]
    public void A_body_in_the_metadata_is_refused()
    {
        var edit = new EditedImage(Body(ImageSketch.Tiny(Ret)));
        var address = BitConverter.ToUInt32(edit.Bytes, edit.CliHeader + 8);
        // "BSJB" starts with 0x42, a tiny body of 16 bytes.
        Screening.IsRefused("RX0030", edit.SetCell(MetadataTable.MethodDef, 1, 0, address).Bytes);
    }

    [TestMethod]
    [DataRow((ushort)0, (ushort)0, (byte)1, (ushort)1, (byte)1, 0x01000003u, DisplayName = "catch")]
    [DataRow((ushort)1, (ushort)0, (byte)1, (ushort)2, (byte)2, 0x00000001u, DisplayName = "filter")]
    [DataRow((ushort)2, (ushort)0, (byte)1, (ushort)1, (byte)3, 0x00000000u, DisplayName = "finally to the end")]
    [DataRow((ushort)4, (ushort)0, (byte)1, (ushort)1, (byte)1, 0x00000000u, DisplayName = "fault")]
    public void A_good_exception_clause_is_accepted(ushort kind, ushort tryStart, byte tryLength, ushort handlerStart, byte handlerLength, uint token) =>
        Screening.IsAccepted(Body(ImageSketch.Fat([Nop, Nop, Nop, Ret], flags: 0x300B, section: ImageSketch.Clause(kind, tryStart, tryLength, handlerStart, handlerLength, token))));

    [TestMethod]
    [DataRow((ushort)3, (ushort)0, (byte)1, (ushort)1, (byte)1, 0u, DisplayName = "kind that does not exist")]
    [DataRow((ushort)0, (ushort)0, (byte)1, (ushort)1, (byte)1, 0u, DisplayName = "catch of nothing")]
    [DataRow((ushort)0, (ushort)0, (byte)1, (ushort)1, (byte)1, 0x06000001u, DisplayName = "catch of a method")]
    [DataRow((ushort)0, (ushort)0, (byte)1, (ushort)1, (byte)1, 0x01000099u, DisplayName = "catch of a type that is not there")]
    [DataRow((ushort)1, (ushort)0, (byte)1, (ushort)1, (byte)1, 99u, DisplayName = "filter behind the end")]
    [DataRow((ushort)2, (ushort)0, (byte)0, (ushort)1, (byte)1, 0u, DisplayName = "empty try block")]
    [DataRow((ushort)2, (ushort)0, (byte)99, (ushort)1, (byte)1, 0u, DisplayName = "try block behind the end")]
    [DataRow((ushort)2, (ushort)0, (byte)1, (ushort)99, (byte)1, 0u, DisplayName = "handler behind the end")]
    [DataRow((ushort)2, (ushort)0, (byte)4, (ushort)7, (byte)1, 0u, DisplayName = "try block into an instruction")]
    public void A_bad_exception_clause_is_refused(ushort kind, ushort tryStart, byte tryLength, ushort handlerStart, byte handlerLength, uint token) =>
        Screening.IsRefused("RX0026", Body(ImageSketch.Fat([Nop, Nop, 0x20, 0, 0, 0, 0, Nop, Ret], flags: 0x300B, section: ImageSketch.Clause(kind, tryStart, tryLength, handlerStart, handlerLength, token))));

    [TestMethod]
    [DataRow(new byte[] { 0x24 }, DisplayName = "opcode 0x24")]
    [DataRow(new byte[] { 0xF0, Ret }, DisplayName = "opcode 0xF0")]
    [DataRow(new byte[] { 0xFF, Ret }, DisplayName = "opcode 0xFF")]
    [DataRow(new byte[] { 0xFE }, DisplayName = "half an opcode")]
    [DataRow(new byte[] { 0xFE, 0x08, Ret }, DisplayName = "opcode 0xFE08")]
    [DataRow(new byte[] { 0xFE, 0x19, 0x07, Ret }, DisplayName = "prefix no.")]
    [DataRow(new byte[] { 0x20, 0, 0 }, DisplayName = "half a number")]
    [DataRow(new byte[] { 0x45, 0 }, DisplayName = "half a switch")]
    [DataRow(new byte[] { 0xFE, 0x13 }, DisplayName = "a prefix at the end")]
    [DataRow(new byte[] { }, DisplayName = "no IL at all")]
    public void Bytes_that_are_no_instruction_are_refused(byte[] il) =>
        Screening.IsRefused("RX0027", Body(ImageSketch.Tiny(il)));

    [TestMethod]
    public void A_chain_of_prefixes_is_refused() =>
        Screening.IsRefused("RX0027", Body(ImageSketch.Fat([.. Enumerable.Repeat(new byte[] { 0xFE, 0x13 }, 100_000).SelectMany(each => each), 0x4A, Ret])));

    [TestMethod]
    public void All_opcodes_of_the_standard_are_known()
    {
        var known = 0;
        foreach (var opcode in Enum.GetValues<ILOpCode>())
        {
            var value = (ushort)opcode;
            var kind = value > 0xFF ? Operands.OfSecond((byte)value) : Operands.Of((byte)value);
            Assert.AreNotEqual(OperandKind.Unknown, kind, opcode.ToString());
            known++;
        }

        var ours = Enumerable.Range(0, 256).Count(each => Operands.Of((byte)each) != OperandKind.Unknown)
            + Enumerable.Range(0, 256).Count(each => Operands.OfSecond((byte)each) != OperandKind.Unknown);
        Assert.AreEqual(known, ours);
    }

    [TestMethod]
    [DataRow(new byte[] { 0x28, 9, 0, 0, 0x06, Ret }, DisplayName = "method that is not there")]
    [DataRow(new byte[] { 0x28, 0, 0, 0, 0x06, Ret }, DisplayName = "method 0")]
    [DataRow(new byte[] { 0x28, 1, 0, 0, 0x02, Ret }, DisplayName = "call of a type")]
    [DataRow(new byte[] { 0x28, 1, 0, 0, 0x0A, Ret }, DisplayName = "call of a field reference")]
    [DataRow(new byte[] { 0x28, 1, 0, 0, 0xFF, Ret }, DisplayName = "table that does not exist")]
    [DataRow(new byte[] { 0x7E, 1, 0, 0, 0x06, 0x26, Ret }, DisplayName = "load of a method")]
    [DataRow(new byte[] { 0x74, 9, 0, 0, 0x1B, Ret }, DisplayName = "type that is not there")]
    [DataRow(new byte[] { 0xD0, 1, 0, 0, 0x11, 0x26, Ret }, DisplayName = "token of a signature")]
    [DataRow(new byte[] { 0x29, 2, 0, 0, 0x11, Ret }, DisplayName = "calli by a signature of locals")]
    [DataRow(new byte[] { 0x72, 0xFF, 0xFF, 0, 0x70, 0x26, Ret }, DisplayName = "string outside")]
    [DataRow(new byte[] { 0x72, 0x01, 0, 0, 0x0A, 0x26, Ret }, DisplayName = "string of another table")]
    [DataRow(new byte[] { 0xFE, 0x16, 1, 0, 0, 0x06, 0x6F, 1, 0, 0, 0x06, Ret }, DisplayName = "constrained by a method")]
    [DataRow(new byte[] { 0x06, 0x26, Ret }, DisplayName = "ldloc.0 without locals")]
    [DataRow(new byte[] { 0x11, 5, 0x26, Ret }, DisplayName = "ldloc.s without locals")]
    [DataRow(new byte[] { 0xFE, 0x0C, 5, 0, 0x26, Ret }, DisplayName = "ldloc without locals")]
    public void An_operand_that_names_nothing_is_refused(byte[] il) =>
        Screening.IsRefused("RX0028", Body(ImageSketch.Tiny(il)));

    [TestMethod]
    [DataRow(new byte[] { 0x28, 1, 0, 0, 0x06, Ret }, DisplayName = "call")]
    [DataRow(new byte[] { 0x7E, 1, 0, 0, 0x0A, 0x26, Ret }, DisplayName = "field reference")]
    [DataRow(new byte[] { 0xD0, 1, 0, 0, 0x01, 0x26, Ret }, DisplayName = "token of a type")]
    [DataRow(new byte[] { 0x29, 1, 0, 0, 0x11, Ret }, DisplayName = "calli")]
    [DataRow(new byte[] { 0x72, 1, 0, 0, 0x70, 0x26, Ret }, DisplayName = "string")]
    [DataRow(new byte[] { 0x45, 1, 0, 0, 0, 0, 0, 0, 0, Ret }, DisplayName = "switch")]
    [DataRow(new byte[] { 0x2B, 0xFE }, DisplayName = "endless loop")]
    public void An_operand_that_names_what_fits_is_accepted(byte[] il) =>
        Screening.IsAccepted(Body(ImageSketch.Tiny(il)));

    [TestMethod]
    [DataRow(new byte[] { 0x2B, 0x01, Ret }, DisplayName = "behind the end")]
    [DataRow(new byte[] { 0x2B, 0xF0, Ret }, DisplayName = "before the start")]
    [DataRow(new byte[] { 0x38, 0xFB, 0xFF, 0xFF, 0x7F, Ret }, DisplayName = "over the range of numbers")]
    [DataRow(new byte[] { 0x2B, 0x01, 0x20, 0, 0, 0, 0, 0x26, Ret }, DisplayName = "into an instruction")]
    [DataRow(new byte[] { 0x45, 0xFF, 0xFF, 0xFF, 0x7F, Ret }, DisplayName = "switch of two billion targets")]
    [DataRow(new byte[] { 0x45, 0xFF, 0xFF, 0xFF, 0xFF, Ret }, DisplayName = "switch of four billion targets")]
    [DataRow(new byte[] { 0x45, 1, 0, 0, 0, 9, 0, 0, 0, Ret }, DisplayName = "switch target behind the end")]
    [DataRow(new byte[] { 0x45, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, Ret }, DisplayName = "switch target into the switch")]
    public void A_branch_to_no_instruction_is_refused(byte[] il) =>
        Screening.IsRefused("RX0029", Body(ImageSketch.Tiny(il)));

    [TestMethod]
    public void A_fault_in_IL_is_located()
    {
        var fault = Screening.Open(Body(ImageSketch.Tiny(Nop, Nop, 0x24))).Diagnostics.Single();
        Assert.AreEqual(0x06000001, fault.Location.Token);
        Assert.AreEqual(2, fault.Location.ILOffset);
        Assert.AreEqual("test.dll: C.M+IL_0002", fault.Location.ToString());
    }

    [TestMethod]
    public void Data_of_a_field_that_ends_in_time_is_accepted()
    {
        Screening.IsAccepted(FieldData(16, 16));
        Screening.IsAccepted(FieldData(4, 4, 6, 8));
    }

    [TestMethod]
    public void Data_of_a_field_over_other_bytes_is_refused()
    {
        Screening.IsRefused("RX0031", FieldData(256 * 1024, 4));
        Screening.IsRefused("RX0031", FieldData(4, 4, 6, 0x0E));
        Screening.IsRefused("RX0031", FieldData(0, 4));
        var edit = new EditedImage(FieldData(4, 4));
        foreach (var address in new[] { edit.Cell(MetadataTable.MethodDef, 1, 0), BitConverter.ToUInt32(edit.Bytes, edit.CliHeader + 8), edit[PeDirectory.Cli].Address + 60 })
        {
            Screening.IsRefused("RX0031", new EditedImage(edit.Bytes).SetCell(MetadataTable.FieldRva, 1, 0, address).Bytes);
        }
    }

    [TestMethod]
    public void Data_of_a_type_with_instance_fields_is_refused()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddFieldRelativeVirtualAddress(sketch.AddField("f", 6, 0x11, 3 << 2), sketch.AddData([1, 2, 3, 4]));
        var type = sketch.AddType("Data", sketch.ValueType, flags: TypeAttributes.SequentialLayout);
        sketch.Metadata.AddFieldDefinition(default, sketch.Name("reference"), sketch.Blob(6, 0x0E));
        sketch.Metadata.AddTypeLayout(type, 1, 4);
        Screening.IsRefused("RX0031", sketch.Build());
    }

    [TestMethod]
    [DataRow((ushort)3, 4u, DisplayName = "packing that is no power of two")]
    [DataRow((ushort)256, 4u, DisplayName = "packing of 256")]
    [DataRow((ushort)1, 256u * 1024 * 1024, DisplayName = "256 MiB")]
    public void A_bad_layout_is_refused(ushort packing, uint size)
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddTypeLayout(sketch.AddType("S", sketch.ValueType), packing, size);
        Screening.IsRefused("RX0032", sketch.Build());
    }

    [TestMethod]
    public void A_field_offset_over_the_limit_is_refused()
    {
        var sketch = new ImageSketch();
        sketch.AddType("S", sketch.ValueType, flags: TypeAttributes.ExplicitLayout);
        sketch.Metadata.AddFieldLayout(sketch.Metadata.AddFieldDefinition(default, sketch.Name("f"), sketch.Blob(6, 8)), 0x7FFFFFFF);
        Screening.IsRefused("RX0032", sketch.Build());
    }

    // MemberRef 1 is a field, StandAloneSig 1 a call signature, StandAloneSig 2 locals, user string 1 a text.
    private static byte[] Body(byte[] body)
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name("f"), sketch.Blob(6, 8));
        sketch.Metadata.AddStandaloneSignature(sketch.Blob(0, 0, 1));
        sketch.Metadata.AddStandaloneSignature(sketch.Blob(7, 1, 8));
        sketch.Metadata.GetOrAddUserString("text");
        sketch.AddMethod("M", body);
        return sketch.Build();
    }

    private static byte[] FieldData(int size, int bytes, params byte[] signature)
    {
        var sketch = new ImageSketch();
        sketch.AddMethod("M", ImageSketch.Tiny(Ret));
        var field = sketch.AddField("f", signature is [] ? [6, 0x11, 3 << 2] : signature);
        sketch.Metadata.AddFieldRelativeVirtualAddress(field, sketch.AddData(new byte[bytes]));
        sketch.Metadata.AddTypeLayout(sketch.AddType("Data", sketch.ValueType, flags: TypeAttributes.ExplicitLayout), 1, (uint)size);
        return sketch.Build();
    }
}
