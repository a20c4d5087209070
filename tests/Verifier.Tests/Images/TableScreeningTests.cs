using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Text;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Tests.Images;

[TestClass]
public sealed class TableScreeningTests
{
    [TestMethod]
    public void A_module_that_is_no_assembly_is_refused() =>
        Screening.IsRefused("RX0011", new ImageSketch(isAssembly: false).Build());

    [TestMethod]
    public void Other_files_of_the_assembly_are_refused() =>
        Refused("RX0011", sketch => sketch.Metadata.AddAssemblyFile(sketch.Name("part.netmodule"), sketch.Blob(1), true));

    [TestMethod]
    public void A_module_reference_without_native_imports_is_refused() =>
        Refused("RX0011", sketch => sketch.Metadata.AddModuleReference(sketch.Name("part.netmodule")));

    [TestMethod]
    public void A_module_reference_for_native_imports_is_left_to_the_policy()
    {
        var sketch = new ImageSketch();
        var method = sketch.AddMethod("M", null);
        sketch.Metadata.AddMethodImport(method, default, sketch.Name("f"), sketch.Metadata.AddModuleReference(sketch.Name("libc")));
        Screening.IsAccepted(sketch.Build());
    }

    [TestMethod]
    public void An_unsorted_table_is_refused()
    {
        var edit = new EditedImage(Nested());
        Screening.IsRefused("RX0013", edit.SetCell(MetadataTable.NestedClass, 1, 0, 5).Bytes);
    }

    [TestMethod]
    public void A_type_nested_twice_is_refused()
    {
        var edit = new EditedImage(Nested());
        Screening.IsRefused("RX0013", edit.SetCell(MetadataTable.NestedClass, 2, 0, 3).Bytes);
    }

    [TestMethod]
    public void A_table_that_is_not_said_to_be_sorted_is_refused()
    {
        var edit = new EditedImage(Nested());
        Screening.IsRefused("RX0013", edit.Set32(edit.Tables.Start + 20, 0).Bytes);
    }

    [TestMethod]
    [DataRow((int)MetadataTable.TypeDef, 2, 3, 0x7FF0u, DisplayName = "row behind the end")]
    [DataRow((int)MetadataTable.TypeDef, 2, 3, 0x0007u, DisplayName = "tag that does not exist")]
    [DataRow((int)MetadataTable.TypeDef, 2, 1, 0x7FF0u, DisplayName = "name behind the end")]
    [DataRow((int)MetadataTable.TypeRef, 1, 0, 0x7FF2u, DisplayName = "scope behind the end")]
    [DataRow((int)MetadataTable.MethodDef, 1, 4, 0x7FF0u, DisplayName = "blob behind the end")]
    [DataRow((int)MetadataTable.Module, 1, 2, 0x0009u, DisplayName = "GUID behind the end")]
    [DataRow((int)MetadataTable.Module, 1, 2, 0u, DisplayName = "no GUID")]
    [DataRow((int)MetadataTable.NestedClass, 2, 1, 0u, DisplayName = "row 0")]
    [DataRow((int)MetadataTable.NestedClass, 2, 1, 77u, DisplayName = "enclosing type behind the end")]
    public void An_index_out_of_range_is_refused(int table, int row, int column, uint value) =>
        Screening.IsRefused("RX0014", new EditedImage(Nested()).SetCell((MetadataTable)table, (uint)row, column, value).Bytes);

    [TestMethod]
    public void A_blob_longer_than_its_heap_is_refused()
    {
        var edit = new EditedImage(Nested());
        var signature = edit.Find("#Blob");
        var heap = edit.MetadataStart + BitConverter.ToInt32(edit.Bytes, signature - 8);
        var offset = (int)edit.Cell(MetadataTable.MethodDef, 1, 4);
        Screening.IsRefused("RX0014", edit.Set8(heap + offset, 0x7F).Bytes);
    }

    [TestMethod]
    [DataRow("Bad\u0007Name", DisplayName = "control character")]
    [DataRow("Bad\u007FName", DisplayName = "delete")]
    [DataRow("", DisplayName = "empty")]
    public void A_bad_name_is_refused(string name) => Refused("RX0015", sketch => sketch.AddType(name, sketch.Object));

    [TestMethod]
    public void A_name_over_the_limit_is_refused()
    {
        Refused("RX0015", sketch => sketch.AddType(new string('x', Limits.Default.MaxNameLength + 1), sketch.Object));
        Accepted(sketch => sketch.AddType(new string('x', Limits.Default.MaxNameLength), sketch.Object));
    }

    [TestMethod]
    public void Names_of_any_script_are_accepted() => Accepted(sketch => sketch.AddType("Größe名前𝒳", sketch.Object));

    [TestMethod]
    [DataRow(0x80, 0x80, 0x80, 0x80, DisplayName = "continuation without start")]
    [DataRow(0xC0, 0x80, 0x41, 0x41, DisplayName = "overlong NUL")]
    [DataRow(0xE0, 0x80, 0x80, 0x41, DisplayName = "overlong of three")]
    [DataRow(0xED, 0xA0, 0x80, 0x41, DisplayName = "surrogate")]
    [DataRow(0xF4, 0x90, 0x80, 0x80, DisplayName = "past U+10FFFF")]
    [DataRow(0xC3, 0x41, 0x41, 0x41, DisplayName = "start without continuation")]
    [DataRow(0x41, 0x41, 0x41, 0xC3, DisplayName = "cut at the end")]
    [DataRow(0xFF, 0x41, 0x41, 0x41, DisplayName = "no UTF-8 at all")]
    public void A_name_of_broken_UTF8_is_refused(int first, int second, int third, int fourth)
    {
        var sketch = new ImageSketch();
        sketch.AddType("WXYZ", sketch.Object);
        var edit = new EditedImage(sketch.Build());
        new[] { (byte)first, (byte)second, (byte)third, (byte)fourth }.CopyTo(edit.Bytes, edit.Find("WXYZ"));
        Screening.IsRefused("RX0015", edit.Bytes);
    }

    [TestMethod]
    public void A_name_that_runs_out_of_the_heap_is_refused()
    {
        var edit = new EditedImage(new ImageSketch().Build());
        var header = edit.Find("#Strings");
        var end = edit.MetadataStart + BitConverter.ToInt32(edit.Bytes, header - 8) + BitConverter.ToInt32(edit.Bytes, header - 4);
        edit.Bytes.AsSpan(end - 16, 16).Fill((byte)'x');
        Assert.AreEqual("RX0015", Screening.Open(edit.Bytes).Diagnostics[0].Id);
    }

    [TestMethod]
    [DataRow(2, 5, 3u, DisplayName = "members outside all types")]
    [DataRow(4, 5, 1u, DisplayName = "lists that go back")]
    [DataRow(5, 4, 99u, DisplayName = "list behind the end")]
    public void Lists_that_do_not_follow_each_other_are_refused(int row, int column, uint value)
    {
        var edit = new EditedImage(Nested());
        edit.SetCell(MetadataTable.TypeDef, 1, 5, row == 2 ? value : 1);
        Screening.IsRefused("RX0016", edit.SetCell(MetadataTable.TypeDef, (uint)row, column, value).Bytes);
    }

    [TestMethod]
    public void Types_nested_in_a_circle_are_refused()
    {
        var edit = new EditedImage(Nested());
        Screening.IsRefused("RX0017", edit.SetCell(MetadataTable.NestedClass, 1, 1, 4).SetCell(MetadataTable.NestedClass, 2, 1, 3).Bytes);
    }

    [TestMethod]
    [DataRow(64, true)]
    [DataRow(65, false)]
    public void Nesting_has_a_limit(int depth, bool isAccepted)
    {
        var sketch = new ImageSketch();
        var outer = sketch.AddType("T1", sketch.Object);
        for (var i = 2; i <= depth; i++)
        {
            var inner = sketch.AddType("T" + i, sketch.Object, flags: TypeAttributes.NestedPublic);
            sketch.Metadata.AddNestedType(inner, outer);
            outer = inner;
        }

        Judge(isAccepted, "RX0017", sketch);
    }

    [TestMethod]
    public void References_nested_in_a_circle_are_refused() =>
        Refused("RX0017", sketch =>
        {
            sketch.Metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(5), default, sketch.Name("A"));
            sketch.Metadata.AddTypeReference(MetadataTokens.TypeReferenceHandle(4), default, sketch.Name("B"));
        });

    [TestMethod]
    public void A_type_that_derives_from_itself_is_refused() =>
        Refused("RX0018", sketch => sketch.AddType("D", MetadataTokens.TypeDefinitionHandle(3)));

    [TestMethod]
    public void A_type_that_derives_from_an_instance_of_itself_is_refused() =>
        Refused("RX0018", sketch =>
        {
            var type = sketch.AddType("D", MetadataTokens.TypeSpecificationHandle(1));
            sketch.Metadata.AddGenericParameter(type, default, sketch.Name("T"), 0);
            sketch.Metadata.AddTypeSpecification(sketch.Blob(0x15, 0x12, 3 << 2, 1, 0x1C));
        });

    [TestMethod]
    [DataRow(64, true)]
    [DataRow(66, false)]
    public void A_chain_of_base_types_has_a_limit(int length, bool isAccepted)
    {
        var sketch = new ImageSketch();
        EntityHandle last = sketch.Object;
        for (var i = 1; i <= length; i++)
        {
            last = sketch.AddType("T" + i, last);
        }

        Judge(isAccepted, "RX0018", sketch);
    }

    [TestMethod]
    [DataRow(64, true)]
    [DataRow(66, false)]
    public void A_chain_of_interfaces_has_a_limit(int length, bool isAccepted)
    {
        var sketch = new ImageSketch();
        for (var i = 1; i <= length; i++)
        {
            var type = sketch.AddType("I" + i, default, flags: TypeAttributes.Interface | TypeAttributes.Abstract);
            if (i > 1)
            {
                sketch.Metadata.AddInterfaceImplementation(type, MetadataTokens.TypeDefinitionHandle(i + 1));
            }
        }

        Judge(isAccepted, "RX0018", sketch);
    }

    [TestMethod]
    [DataRow(64, true)]
    [DataRow(66, false)]
    public void A_chain_of_value_types_in_value_types_has_a_limit(int length, bool isAccepted)
    {
        var sketch = new ImageSketch();
        for (var i = 1; i <= length; i++)
        {
            sketch.AddType("S" + i, sketch.ValueType, flags: TypeAttributes.SequentialLayout);
            var content = i == 1 ? sketch.Blob(6, 8) : sketch.Blob([6, 0x11, .. Compressed((uint)(i + 1) << 2)]);
            sketch.Metadata.AddFieldDefinition(default, sketch.Name("f"), content);
        }

        Judge(isAccepted, "RX0018", sketch);
    }

    [TestMethod]
    public void A_value_type_that_contains_itself_is_refused() =>
        Refused("RX0018", sketch =>
        {
            sketch.AddType("S", sketch.ValueType);
            sketch.Metadata.AddFieldDefinition(default, sketch.Name("f"), sketch.Blob(6, 0x11, 3 << 2));
        });

    [TestMethod]
    public void A_static_field_of_its_own_value_type_is_accepted() =>
        Accepted(sketch =>
        {
            sketch.AddType("S", sketch.ValueType);
            sketch.AddField("f", 6, 0x11, 3 << 2);
        });

    [TestMethod]
    public void A_reference_without_scope_is_refused() =>
        Refused("RX0019", sketch => sketch.Metadata.AddTypeReference(default, default, sketch.Name("T")));

    [TestMethod]
    public void A_reference_into_the_module_itself_is_accepted() =>
        Accepted(sketch => sketch.Metadata.AddTypeReference(EntityHandle.ModuleDefinition, default, sketch.Name("C")));

    [TestMethod]
    public void A_type_defined_twice_is_refused() => Refused("RX0020", sketch => sketch.AddType("C", sketch.Object));

    [TestMethod]
    public void Types_of_one_name_in_two_namespaces_are_accepted() =>
        Accepted(sketch => sketch.AddType("C", sketch.Object, "N"));

    [TestMethod]
    public void A_method_defined_twice_is_refused() =>
        Refused("RX0020", sketch =>
        {
            sketch.AddMethod("M", ImageSketch.Tiny(0x2A));
            sketch.AddMethod("M", ImageSketch.Tiny(0x2A));
        });

    [TestMethod]
    public void An_overload_is_accepted() =>
        Accepted(sketch =>
        {
            sketch.AddMethod("M", ImageSketch.Tiny(0x2A));
            sketch.AddMethod("M", ImageSketch.Tiny(0x2A), 0, 1, 1, 8);
        });

    [TestMethod]
    public void A_field_defined_twice_is_refused() =>
        Refused("RX0020", sketch =>
        {
            sketch.AddField("f", 6, 8);
            sketch.AddField("f", 6, 8);
        });

    [TestMethod]
    public void Properties_that_belong_to_no_type_are_refused() =>
        Refused("RX0016", sketch => sketch.Metadata.AddProperty(default, sketch.Name("P"), sketch.Blob(8, 0, 8)));

    [TestMethod]
    [DataRow(MethodSemanticsAttributes.Getter, true)]
    [DataRow(MethodSemanticsAttributes.Other, true)]
    [DataRow(MethodSemanticsAttributes.Adder, false)]
    [DataRow((MethodSemanticsAttributes)3, false)]
    [DataRow((MethodSemanticsAttributes)0, false)]
    [DataRow((MethodSemanticsAttributes)0x40, false)]
    public void A_method_of_a_property_has_one_role_that_fits(MethodSemanticsAttributes role, bool isAccepted)
    {
        var sketch = new ImageSketch();
        var property = sketch.Metadata.AddProperty(default, sketch.Name("P"), sketch.Blob(8, 0, 8));
        sketch.Metadata.AddPropertyMap(MetadataTokens.TypeDefinitionHandle(2), property);
        sketch.Metadata.AddMethodSemantics(property, role, sketch.AddMethod("M", ImageSketch.Tiny(0x2A)));
        Judge(isAccepted, "RX0038", sketch);
    }

    [TestMethod]
    public void A_property_has_no_methods_of_another_type()
    {
        var sketch = new ImageSketch();
        var property = sketch.Metadata.AddProperty(default, sketch.Name("P"), sketch.Blob(8, 0, 8));
        sketch.Metadata.AddPropertyMap(MetadataTokens.TypeDefinitionHandle(2), property);
        sketch.AddType("D", sketch.Object);
        sketch.Metadata.AddMethodSemantics(property, MethodSemanticsAttributes.Getter, sketch.AddMethod("M", ImageSketch.Tiny(0x2A)));
        Screening.IsRefused("RX0038", sketch.Build());
    }

    [TestMethod]
    public void Generic_parameters_with_a_gap_are_refused() =>
        Refused("RX0021", sketch => sketch.Metadata.AddGenericParameter(MetadataTokens.TypeDefinitionHandle(2), default, sketch.Name("T"), 1));

    [TestMethod]
    public void Generic_parameters_that_the_signature_does_not_know_are_refused() =>
        Refused("RX0021", sketch =>
            sketch.Metadata.AddGenericParameter(sketch.AddMethod("M", ImageSketch.Tiny(0x2A)), default, sketch.Name("T"), 0));

    [TestMethod]
    public void A_parameter_row_that_the_signature_does_not_know_is_refused() =>
        Refused("RX0021", sketch =>
        {
            sketch.AddMethod("M", ImageSketch.Tiny(0x2A), 0, 1, 1, 8);
            sketch.Metadata.AddParameter(default, sketch.Name("x"), 2);
        });

    [TestMethod]
    public void A_constant_of_the_wrong_size_is_refused()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddConstant(sketch.AddField("f", 6, 8), 42);
        var edit = new EditedImage(sketch.Build());
        Screening.IsAccepted(edit.Bytes);
        Screening.IsRefused("RX0033", edit.SetCell(MetadataTable.Constant, 1, 0, 0x0A).Bytes);
    }

    [TestMethod]
    public void A_custom_attribute_without_its_first_bytes_is_refused() =>
        Refused("RX0034", sketch => sketch.Metadata.AddCustomAttribute(
            MetadataTokens.TypeDefinitionHandle(2),
            sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name(".ctor"), sketch.Blob(0x20, 0, 1)),
            sketch.Blob(2, 0, 0, 0)));

    [TestMethod]
    [DataRow(4, true)]
    [DataRow(1_200, false)]
    public void Values_of_custom_attributes_that_overlap_many_times_over_are_refused(int count, bool isAccepted)
    {
        // At every sixth byte begins a value of 4,080 bytes.
        byte[] start = [0x8F, 0xF0, 1, 0, 0, 0];
        void Add(ImageSketch sketch)
        {
            var constructor = sketch.Metadata.AddMemberReference(sketch.Object, sketch.Name(".ctor"), sketch.Blob(0x20, 0, 1));
            var first = MetadataTokens.GetHeapOffset(sketch.Blob([.. Enumerable.Repeat(start, 2_000).SelectMany(bytes => bytes)])) + 2;
            for (var index = 0; index < count; index++)
            {
                sketch.Metadata.AddCustomAttribute(MetadataTokens.TypeDefinitionHandle(2), constructor, MetadataTokens.BlobHandle(first + (index * start.Length)));
            }
        }

        if (isAccepted)
        {
            Accepted(Add);
        }
        else
        {
            Refused("RX0034", Add);
        }
    }

    [TestMethod]
    public void A_resource_inside_is_accepted_and_one_outside_refused()
    {
        var sketch = new ImageSketch();
        sketch.Metadata.AddManifestResource(ManifestResourceAttributes.Public, sketch.Name("r"), default, sketch.AddResource(Encoding.ASCII.GetBytes("contents")));
        var good = sketch.Build();
        Screening.IsAccepted(good);
        Screening.IsRefused("RX0035", new EditedImage(good).SetCell(MetadataTable.ManifestResource, 1, 0, 0x4000).Bytes);
        var edit = new EditedImage(good);
        Screening.IsRefused("RX0035", edit.Set32(edit.Find("contents") - 4, 0x7FFFFFFF).Bytes);
    }

    private static byte[] Compressed(uint value) =>
        value < 0x80 ? [(byte)value] : [(byte)(0x80 | (value >> 8)), (byte)value];

    // TypeDef 3 and 4 are nested in 2, TypeDef 5 is not; 2, 3 and 4 have a method each.
    private static byte[] Nested()
    {
        var sketch = new ImageSketch();
        var outer = MetadataTokens.TypeDefinitionHandle(2);
        sketch.AddMethod("M1", ImageSketch.Tiny(0x2A));
        var first = sketch.AddType("First", sketch.Object, flags: TypeAttributes.NestedPublic);
        sketch.AddMethod("M2", ImageSketch.Tiny(0x2A));
        var second = sketch.AddType("Second", sketch.Object, flags: TypeAttributes.NestedPublic);
        sketch.AddMethod("M3", ImageSketch.Tiny(0x2A));
        sketch.AddType("Last", sketch.Object);
        sketch.Metadata.AddNestedType(first, outer);
        sketch.Metadata.AddNestedType(second, outer);
        return sketch.Build();
    }

    private static void Refused(string id, Action<ImageSketch> add)
    {
        var sketch = new ImageSketch();
        add(sketch);
        Screening.IsRefused(id, sketch.Build());
    }

    private static void Accepted(Action<ImageSketch> add)
    {
        var sketch = new ImageSketch();
        add(sketch);
        Screening.IsAccepted(sketch.Build());
    }

    private static void Judge(bool isAccepted, string id, ImageSketch sketch)
    {
        if (isAccepted)
        {
            Screening.IsAccepted(sketch.Build());
        }
        else
        {
            Screening.IsRefused(id, sketch.Build());
        }
    }
}
