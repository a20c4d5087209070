using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>What a column of a metadata table holds.</summary>
internal enum ColumnKind
{
    /// <summary>A number of two bytes.</summary>
    UInt16,

    /// <summary>A number of four bytes.</summary>
    UInt32,

    /// <summary>An index into #Strings.</summary>
    Name,

    /// <summary>An index into #GUID.</summary>
    Guid,

    /// <summary>An index into #Blob.</summary>
    Blob,

    /// <summary>A row of one table.</summary>
    Row,

    /// <summary>The first of a run of rows of one table; the run ends where the next one starts.</summary>
    List,

    /// <summary>A row of one of several tables.</summary>
    Coded,
}

/// <summary>A column of a metadata table.</summary>
/// <param name="Name">As the standard calls it.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="IsRequired">Whether nil (for names, the empty name) is refused.</param>
/// <param name="Target">The table of a <see cref="ColumnKind.Row"/> or <see cref="ColumnKind.List"/>.</param>
/// <param name="Coded">The tables of a <see cref="ColumnKind.Coded"/>.</param>
internal sealed record Column(
    string Name, ColumnKind Kind, bool IsRequired = false, MetadataTable Target = None, CodedIndex? Coded = null);

/// <summary>An index whose low bits choose the table (ECMA-335 II.24.2.6).</summary>
internal sealed class CodedIndex
{
    internal static readonly CodedIndex TypeDefOrRef = new(2, TypeDef, TypeRef, TypeSpec);
    internal static readonly CodedIndex HasConstant = new(2, Field, Param, Property);

    internal static readonly CodedIndex HasCustomAttribute = new(
        5, MethodDef, Field, TypeRef, TypeDef, Param, InterfaceImpl, MemberRef, Module, DeclSecurity, Property, Event,
        StandAloneSig, ModuleRef, TypeSpec, Assembly, AssemblyRef, MetadataTable.File, ExportedType, ManifestResource,
        GenericParam, GenericParamConstraint, MethodSpec);

    internal static readonly CodedIndex HasFieldMarshal = new(1, Field, Param);
    internal static readonly CodedIndex HasDeclSecurity = new(2, TypeDef, MethodDef, Assembly);
    internal static readonly CodedIndex MemberRefParent = new(3, TypeDef, TypeRef, ModuleRef, MethodDef, TypeSpec);
    internal static readonly CodedIndex HasSemantics = new(1, Event, Property);
    internal static readonly CodedIndex MethodDefOrRef = new(1, MethodDef, MemberRef);
    internal static readonly CodedIndex MemberForwarded = new(1, Field, MethodDef);
    internal static readonly CodedIndex Implementation = new(2, MetadataTable.File, AssemblyRef, ExportedType);
    internal static readonly CodedIndex CustomAttributeType = new(3, None, None, MethodDef, MemberRef, None);
    internal static readonly CodedIndex ResolutionScope = new(2, Module, ModuleRef, AssemblyRef, TypeRef);
    internal static readonly CodedIndex TypeOrMethodDef = new(1, TypeDef, MethodDef);

    private CodedIndex(int bits, params MetadataTable[] targets) => (Bits, Targets) = (bits, targets);

    /// <summary>Number of low bits.</summary>
    internal int Bits { get; }

    /// <summary>The table of each tag; tags behind the end do not exist.</summary>
    internal MetadataTable[] Targets { get; }

    /// <summary>Splits a value into table and row; <see cref="None"/> for a tag that does not exist.</summary>
    internal (MetadataTable Table, uint Row) Split(uint value)
    {
        var tag = (int)(value & ((1u << Bits) - 1));
        return (tag < Targets.Length ? Targets[tag] : None, value >> Bits);
    }
}

/// <summary>The columns of the tables that an image may have (ECMA-335 II.22).</summary>
internal static class TableSchema
{
    /// <summary>Number of tables that a valid mask can name.</summary>
    internal const int TableCount = 64;

    private static readonly Column[]?[] Tables = Build();

    /// <summary>The columns of a table; null when no image may have the table.</summary>
    internal static Column[]? ColumnsOf(int table) => Tables[table];

    private static Column[]?[] Build()
    {
        var tables = new Column[]?[TableCount];
        tables[(int)Module] = [Number2("Generation"), Name("Name"), Guid("Mvid"), Guid("EncId"), Guid("EncBaseId")];
        tables[(int)TypeRef] =
            [Required("ResolutionScope", CodedIndex.ResolutionScope), Name("Name"), Name("Namespace", false)];
        tables[(int)TypeDef] =
        [
            Number4("Flags"), Name("Name"), Name("Namespace", false), Optional("Extends", CodedIndex.TypeDefOrRef),
            List("FieldList", Field), List("MethodList", MethodDef),
        ];
        tables[(int)Field] = [Number2("Flags"), Name("Name"), Blob("Signature")];
        tables[(int)MethodDef] =
        [
            Number4("RVA"), Number2("ImplFlags"), Number2("Flags"), Name("Name"), Blob("Signature"),
            List("ParamList", Param),
        ];
        tables[(int)Param] = [Number2("Flags"), Number2("Sequence"), Name("Name", false)];
        tables[(int)InterfaceImpl] = [Row("Class", TypeDef), Required("Interface", CodedIndex.TypeDefOrRef)];
        tables[(int)MemberRef] = [Required("Class", CodedIndex.MemberRefParent), Name("Name"), Blob("Signature")];
        tables[(int)Constant] = [Number2("Type"), Required("Parent", CodedIndex.HasConstant), Blob("Value")];
        tables[(int)CustomAttribute] =
        [
            Required("Parent", CodedIndex.HasCustomAttribute), Required("Type", CodedIndex.CustomAttributeType),
            Blob("Value"),
        ];
        tables[(int)FieldMarshal] = [Required("Parent", CodedIndex.HasFieldMarshal), Blob("NativeType")];
        tables[(int)DeclSecurity] =
            [Number2("Action"), Required("Parent", CodedIndex.HasDeclSecurity), Blob("PermissionSet")];
        tables[(int)ClassLayout] = [Number2("PackingSize"), Number4("ClassSize"), Row("Parent", TypeDef)];
        tables[(int)FieldLayout] = [Number4("Offset"), Row("Field", Field)];
        tables[(int)StandAloneSig] = [Blob("Signature")];
        tables[(int)EventMap] = [Row("Parent", TypeDef), List("EventList", Event)];
        tables[(int)Event] = [Number2("EventFlags"), Name("Name"), Optional("EventType", CodedIndex.TypeDefOrRef)];
        tables[(int)PropertyMap] = [Row("Parent", TypeDef), List("PropertyList", Property)];
        tables[(int)Property] = [Number2("Flags"), Name("Name"), Blob("Type")];
        tables[(int)MethodSemantics] =
            [Number2("Semantics"), Row("Method", MethodDef), Required("Association", CodedIndex.HasSemantics)];
        tables[(int)MethodImpl] =
        [
            Row("Class", TypeDef), Required("MethodBody", CodedIndex.MethodDefOrRef),
            Required("MethodDeclaration", CodedIndex.MethodDefOrRef),
        ];
        tables[(int)ModuleRef] = [Name("Name")];
        tables[(int)TypeSpec] = [Blob("Signature")];
        tables[(int)ImplMap] =
        [
            Number2("MappingFlags"), Required("MemberForwarded", CodedIndex.MemberForwarded),
            Name("ImportName", false), Row("ImportScope", ModuleRef),
        ];
        tables[(int)FieldRva] = [Number4("RVA"), Row("Field", Field)];
        tables[(int)Assembly] =
        [
            Number4("HashAlgId"), Number2("MajorVersion"), Number2("MinorVersion"), Number2("BuildNumber"),
            Number2("RevisionNumber"), Number4("Flags"), Blob("PublicKey"), Name("Name"), Name("Culture", false),
        ];
        tables[(int)AssemblyRef] =
        [
            Number2("MajorVersion"), Number2("MinorVersion"), Number2("BuildNumber"), Number2("RevisionNumber"),
            Number4("Flags"), Blob("PublicKeyOrToken"), Name("Name"), Name("Culture", false), Blob("HashValue"),
        ];
        tables[(int)ExportedType] =
        [
            Number4("Flags"), Number4("TypeDefId"), Name("TypeName"), Name("TypeNamespace", false),
            Required("Implementation", CodedIndex.Implementation),
        ];
        tables[(int)ManifestResource] =
            [Number4("Offset"), Number4("Flags"), Name("Name"), Optional("Implementation", CodedIndex.Implementation)];
        tables[(int)NestedClass] = [Row("NestedClass", TypeDef), Row("EnclosingClass", TypeDef)];
        tables[(int)GenericParam] =
            [Number2("Number"), Number2("Flags"), Required("Owner", CodedIndex.TypeOrMethodDef), Name("Name", false)];
        tables[(int)MethodSpec] = [Required("Method", CodedIndex.MethodDefOrRef), Blob("Instantiation")];
        tables[(int)GenericParamConstraint] =
            [Row("Owner", GenericParam), Required("Constraint", CodedIndex.TypeDefOrRef)];
        return tables;
    }

    private static Column Number2(string name) => new(name, ColumnKind.UInt16);

    private static Column Number4(string name) => new(name, ColumnKind.UInt32);

    private static Column Name(string name, bool required = true) => new(name, ColumnKind.Name, required);

    private static Column Guid(string name) => new(name, ColumnKind.Guid, name == "Mvid");

    private static Column Blob(string name) => new(name, ColumnKind.Blob);

    private static Column Row(string name, MetadataTable target) => new(name, ColumnKind.Row, true, target);

    private static Column List(string name, MetadataTable target) => new(name, ColumnKind.List, true, target);

    private static Column Required(string name, CodedIndex coded) => new(name, ColumnKind.Coded, true, Coded: coded);

    private static Column Optional(string name, CodedIndex coded) => new(name, ColumnKind.Coded, false, Coded: coded);
}
