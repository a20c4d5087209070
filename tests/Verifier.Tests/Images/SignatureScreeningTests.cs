using System.Reflection.Metadata.Ecma335;

namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed class SignatureScreeningTests
{
    [TestMethod]
    [DataRow(new byte[] { 6, 8 }, DisplayName = "int")]
    [DataRow(new byte[] { 6, 0x1D, 0x1D, 0x0E }, DisplayName = "string[][]")]
    [DataRow(new byte[] { 6, 0x0F, 0x01 }, DisplayName = "void*")]
    [DataRow(new byte[] { 6, 0x10, 8 }, DisplayName = "ref int")]
    [DataRow(new byte[] { 6, 0x1F, 5, 8 }, DisplayName = "modreq(Object) int")]
    [DataRow(new byte[] { 6, 0x15, 0x12, 5, 2, 8, 0x15, 0x12, 5, 1, 8 }, DisplayName = "Object<int, Object<int>>")]
    [DataRow(new byte[] { 6, 0x14, 8, 2, 2, 3, 3, 2, 0, 0 }, DisplayName = "int[3,3]")]
    [DataRow(new byte[] { 6, 0x1B, 0x09, 1, 1, 8 }, DisplayName = "delegate* unmanaged<int, void>")]
    [DataRow(new byte[] { 6, 0x13, 0 }, DisplayName = "T")]
    public void A_good_field_signature_is_accepted(byte[] signature) => Screening.IsAccepted(Field(signature));

    [TestMethod]
    [DataRow(new byte[] { }, DisplayName = "empty")]
    [DataRow(new byte[] { 6 }, DisplayName = "cut short")]
    [DataRow(new byte[] { 0, 0, 1 }, DisplayName = "method signature")]
    [DataRow(new byte[] { 6, 8, 8 }, DisplayName = "bytes behind the end")]
    [DataRow(new byte[] { 6, 1 }, DisplayName = "void")]
    [DataRow(new byte[] { 6, 0x21, 0, 0, 0, 0, 0, 0, 0, 0 }, DisplayName = "internal type handle")]
    [DataRow(new byte[] { 6, 0x17 }, DisplayName = "element type that does not exist")]
    [DataRow(new byte[] { 6, 0x41, 8 }, DisplayName = "sentinel")]
    [DataRow(new byte[] { 6, 0x45, 8 }, DisplayName = "pinned field")]
    [DataRow(new byte[] { 6, 0x16 }, DisplayName = "typed reference")]
    [DataRow(new byte[] { 6, 0x10, 0x10, 8 }, DisplayName = "reference to a reference")]
    [DataRow(new byte[] { 6, 0x1D, 0x10, 8 }, DisplayName = "array of references")]
    [DataRow(new byte[] { 6, 0x12, 0 }, DisplayName = "type 0")]
    [DataRow(new byte[] { 6, 0x12, 0x7D }, DisplayName = "type that is not there")]
    [DataRow(new byte[] { 6, 0x12, 6 }, DisplayName = "TypeSpec as class")]
    [DataRow(new byte[] { 6, 0x20, 6, 8 }, DisplayName = "TypeSpec as modifier")]
    [DataRow(new byte[] { 6, 0x12, 0xFF }, DisplayName = "number that does not exist")]
    [DataRow(new byte[] { 6, 0x15, 0x0E, 5, 1, 8 }, DisplayName = "instance of string")]
    [DataRow(new byte[] { 6, 0x14, 8, 0, 0, 0 }, DisplayName = "array without dimensions")]
    [DataRow(new byte[] { 6, 0x14, 8, 33, 0, 0 }, DisplayName = "array of 33 dimensions")]
    [DataRow(new byte[] { 6, 0x14, 8, 1, 2, 3, 3, 0 }, DisplayName = "more sizes than dimensions")]
    [DataRow(new byte[] { 6, 0x14, 8, 1, 0, 2, 0, 0 }, DisplayName = "more bounds than dimensions")]
    [DataRow(new byte[] { 6, 0x1B, 0x06, 8 }, DisplayName = "function pointer to a field")]
    public void A_malformed_field_signature_is_refused(byte[] signature) =>
        Screening.IsRefused("RX0022", Field(signature));

    [TestMethod]
    [DataRow(new byte[] { 0x06, 8 }, DisplayName = "field")]
    [DataRow(new byte[] { 0x07, 0 }, DisplayName = "locals")]
    [DataRow(new byte[] { 0x01, 0, 1 }, DisplayName = "unmanaged convention")]
    [DataRow(new byte[] { 0x40, 0, 1 }, DisplayName = "explicit this without this")]
    [DataRow(new byte[] { 0x80, 0, 1 }, DisplayName = "unknown flag")]
    [DataRow(new byte[] { 0x05, 1, 1, 0x41, 8 }, DisplayName = "sentinel in a definition")]
    [DataRow(new byte[] { 0x00, 1, 1 }, DisplayName = "missing parameter")]
    [DataRow(new byte[] { 0x00, 1, 1, 1 }, DisplayName = "void parameter")]
    public void A_malformed_method_signature_is_refused(byte[] signature)
    {
        var sketch = new ImageSketch();
        sketch.AddMethod("M", null, signature);
        Screening.IsRefused("RX0022", sketch.Build());
    }

    [TestMethod]
    [DataRow(new byte[] { 0x00, 0x80, 0xFF, 1 }, DisplayName = "255 missing parameters")]
    [DataRow(new byte[] { 0x07, 0 }, DisplayName = "locals")]
    [DataRow(new byte[] { 0x08, 0, 8 }, DisplayName = "property")]
    public void A_malformed_member_reference_is_refused(byte[] signature)
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name("M"), sketch.Blob(signature));
        Screening.IsRefused("RX0022", sketch.Build());
    }

    [TestMethod]
    public void A_call_with_a_variable_list_of_arguments_is_well_formed()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name("M"), sketch.Blob(5, 2, 1, 8, 0x41, 8));
        Screening.IsAccepted(sketch.Build());
    }

    [TestMethod]
    public void Nesting_has_a_limit()
    {
        byte[] Vectors(int count) => [6, .. Enumerable.Repeat((byte)0x1D, count), 8];
        Screening.IsAccepted(Field(Vectors(31)));
        Screening.IsRefused("RX0023", Field(Vectors(32)));
        Screening.IsRefused("RX0023", Field(Vectors(200_000)));
    }

    [TestMethod]
    [DataRow(0x0F, DisplayName = "pointers")]
    [DataRow(0x1B, DisplayName = "function pointers")]
    [DataRow(0x15, DisplayName = "generic instances")]
    [DataRow(0x14, DisplayName = "arrays")]
    [DataRow(0x1F, DisplayName = "modifiers")]
    public void Deep_nesting_of_any_kind_is_refused(int element)
    {
        byte[] level = element switch
        {
            0x1B => [0x1B, 0, 0],
            0x15 => [0x15, 0x12, 5, 1],
            0x1F => [0x1F, 5],
            _ => [(byte)element],
        };
        Screening.IsRefused("RX0023", Field([6, .. Enumerable.Repeat(level, 50_000).SelectMany(each => each), 8]));
    }

    [TestMethod]
    public void A_method_of_sixty_thousand_parameters_is_refused()
    {
        var sketch = new ImageSketch();
        sketch.AddMethod("M", ImageSketch.Tiny(0x2A), [0, 0xC0, 0x00, 0xEA, 0x60, 1, .. Enumerable.Repeat((byte)8, 60_000)]);
        Screening.IsRefused("RX0023", sketch.Build());
    }

    [TestMethod]
    public void Many_elements_are_refused()
    {
        byte[] inner = [0x15, 0x12, 5, 0x80, 0xFF, .. Enumerable.Repeat((byte)8, 255)];
        var sketch = new ImageSketch();
        sketch.AddField("f", [6, 0x15, 0x12, 5, 20, .. Enumerable.Repeat(inner, 20).SelectMany(each => each)]);
        Screening.IsRefused("RX0023", sketch.Build());
    }

    [TestMethod]
    [DataRow(new byte[] { 0x0A, 0 }, DisplayName = "no generic arguments")]
    [DataRow(new byte[] { 0x0A, 0xC0, 0x10, 0, 0, 8 }, DisplayName = "a million generic arguments")]
    public void A_method_instance_needs_one_to_256_arguments(byte[] signature)
    {
        var sketch = new ImageSketch();
        var method = sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name("M"), sketch.Blob(0x10, 1, 0, 1));
        sketch.Metadata.AddMethodSpecification(method, sketch.Blob(signature));
        Screening.IsRefused("RX0023", sketch.Build());
    }

    [TestMethod]
    public void More_locals_than_the_limit_are_refused()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddStandaloneSignature(sketch.Blob([7, 0x90, 0x01, .. Enumerable.Repeat((byte)8, 4097)]));
        Screening.IsRefused("RX0023", sketch.Build());
    }

    [TestMethod]
    public void Signatures_that_overlap_many_times_over_are_refused()
    {
        // Every fourth offset starts a blob of 1,000 bytes, so 60 rows cover 4,000 bytes fifteen times.
        var sketch = new ImageSketch();
        for (var i = 0; i < 60; i++)
        {
            sketch.AddField("f" + i, 6, 8);
        }

        byte[] level = [0x13, 0x83, 0xE8, 6];
        sketch.Blob([.. Enumerable.Repeat(level, 1000).SelectMany(each => each)]);
        var edit = new EditedImage(sketch.Build());
        var heap = edit.MetadataStart + BitConverter.ToInt32(edit.Bytes, edit.Find("#Blob") - 8);
        var start = edit.Bytes.AsSpan(heap).IndexOf(level) + 1;
        for (uint i = 0; i < 60; i++)
        {
            edit.SetCell(RExecIL.Verifier.Images.MetadataTable.Field, i + 1, 2, (uint)start + (i * 4));
        }

        Assert.IsTrue(Screening.Open(edit.Bytes).Diagnostics.Any(each => each.Message.Contains("overlap", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void A_blob_is_checked_once_for_each_use()
    {
        // One blob as a field signature (good) and as a type (not good): the second use is not taken for the first.
        var sketch = new ImageSketch();
        sketch.AddField("f", 6, 8);
        sketch.Metadata.AddTypeSpecification(sketch.Blob(6, 8));
        Screening.IsRefused("RX0022", sketch.Build());
    }

    private static byte[] Field(byte[] signature)
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddTypeSpecification(sketch.Blob(0x1D, 8));
        sketch.Metadata.AddFieldDefinition(System.Reflection.FieldAttributes.Static, sketch.Name("f"), sketch.Blob(signature));
        Assert.AreEqual(1, sketch.Metadata.GetRowCount(TableIndex.TypeSpec));
        return sketch.Build();
    }
}
