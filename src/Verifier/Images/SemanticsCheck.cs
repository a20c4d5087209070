using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Each row that makes a method part of a property or event gives it one role, and one that fits.</summary>
internal static class SemanticsCheck
{
    /// <summary>RX0038: a role that does not exist or does not fit.</summary>
    internal static readonly DiagnosticDescriptor BadSemantics =
        new("RX0038", "A method has no proper role in its property or event", "ECMA-335 II.22.28, II.23.1.12");

    private const uint Setter = 0x01;
    private const uint Getter = 0x02;
    private const uint Other = 0x04;
    private const uint AddOn = 0x08;
    private const uint RemoveOn = 0x10;
    private const uint Fire = 0x20;

    /// <summary>Checks the MethodSemantics table.</summary>
    internal static void Check(MetadataImage image, Findings findings)
    {
        var tables = image.Tables;
        var methods = new uint[tables.RowCount(MethodDef) + 1];
        for (uint type = 1; type <= tables.RowCount(TypeDef); type++)
        {
            SetOwner(methods, tables[TypeDef, type, 5], tables.ListEnd(TypeDef, type, 5, MethodDef), type);
        }

        var properties = OwnersByMap(tables, PropertyMap, Property);
        var events = OwnersByMap(tables, EventMap, Event);
        for (uint row = 1; row <= tables.RowCount(MethodSemantics); row++)
        {
            var role = tables[MethodSemantics, row, 0];
            var method = tables[MethodSemantics, row, 1];
            var (table, association) = CodedIndex.HasSemantics.Split(tables[MethodSemantics, row, 2]);
            if (!Fits(role, table) || (table == Property ? properties : events)[association] != methods[method])
            {
                findings.Add(BadSemantics,
                    $"The method has the role 0x{role:X} in row {association} of table {table}; it must be one "
                        + "role that exists there, in its own type.",
                    MetadataImage.Token(MethodDef, method));
            }
        }
    }

    private static uint[] OwnersByMap(MetadataTables tables, MetadataTable map, MetadataTable target)
    {
        var owners = new uint[tables.RowCount(target) + 1];
        for (uint row = 1; row <= tables.RowCount(map); row++)
        {
            SetOwner(owners, tables[map, row, 1], tables.ListEnd(map, row, 1, target), tables[map, row, 0]);
        }

        return owners;
    }

    private static void SetOwner(uint[] owners, uint start, uint end, uint owner) =>
        owners.AsSpan((int)start, (int)(end - start)).Fill(owner);

    private static bool Fits(uint role, MetadataTable table) => role switch
    {
        Setter or Getter => table == Property,
        AddOn or RemoveOn or Fire => table == Event,
        Other => true,
        _ => false,
    };
}
