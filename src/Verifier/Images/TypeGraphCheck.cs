using RExecIL.Verifier.Diagnostics;
using static RExecIL.Verifier.Images.MetadataTable;

namespace RExecIL.Verifier.Images;

/// <summary>Chains between types end: nesting, base types, scopes of references, forwarded nested types.</summary>
/// <remarks>Readers follow these chains by recursion: a long one overflows the stack, a circle never ends.</remarks>
internal static class TypeGraphCheck
{
    /// <summary>RX0017: nesting in a circle or too deep.</summary>
    internal static readonly DiagnosticDescriptor BadNesting =
        new("RX0017", "Types are nested in a circle or too deep",
            "ECMA-335 II.22.32, II.22.14, II.22.38; Limits.MaxTypeDepth");

    /// <summary>RX0018: base types in a circle or too many.</summary>
    internal static readonly DiagnosticDescriptor BadBase =
        new("RX0018", "Base types form a circle or too long a chain", "ECMA-335 II.22.37; Limits.MaxTypeDepth");

    private const uint StaticFlag = 0x10;

    /// <summary>Checks all chains.</summary>
    /// <returns>The enclosing type of each type, 0 for none.</returns>
    internal static uint[] Check(MetadataImage image, Findings findings)
    {
        var enclosing = EnclosingTypes(image.Tables);
        CheckChains(enclosing, image.Limits, BadNesting, TypeDef, "is nested", findings);
        CheckChains(BaseTypes(image), image.Limits, BadBase, TypeDef, "derives", findings);
        CheckInheritance(image, findings);
        var references = Scopes(image.Tables, TypeRef, 0, CodedIndex.ResolutionScope);
        CheckChains(references, image.Limits, BadNesting, TypeRef, "is nested", findings);
        var exported = Scopes(image.Tables, ExportedType, 4, CodedIndex.Implementation);
        CheckChains(exported, image.Limits, BadNesting, ExportedType, "is nested", findings);
        return enclosing;
    }

    private static uint[] EnclosingTypes(MetadataTables tables)
    {
        var parents = new uint[tables.RowCount(TypeDef) + 1];
        for (uint row = 1; row <= tables.RowCount(NestedClass); row++)
        {
            parents[tables[NestedClass, row, 0]] = tables[NestedClass, row, 1];
        }

        return parents;
    }

    private static uint[] Scopes(MetadataTables tables, MetadataTable table, int column, CodedIndex coded)
    {
        var parents = new uint[tables.RowCount(table) + 1];
        for (uint row = 1; row < parents.Length; row++)
        {
            var (target, targetRow) = coded.Split(tables[table, row, column]);
            parents[row] = target == table ? targetRow : 0;
        }

        return parents;
    }

    private static uint[] BaseTypes(MetadataImage image)
    {
        var parents = new uint[image.Tables.RowCount(TypeDef) + 1];
        for (uint row = 1; row < parents.Length; row++)
        {
            parents[row] = Definition(image, image.Tables[TypeDef, row, 3]);
        }

        return parents;
    }

    // The runtime loads a type after its base, its interfaces and the value types that its instances contain, by
    // recursion. Takes away types that wait for nothing, level by level (Kahn); what is left then is a circle.
    private static void CheckInheritance(MetadataImage image, Findings findings)
    {
        var edges = LoadOrder(image);
        edges.Sort();
        var waiting = new int[image.Tables.RowCount(TypeDef) + 1];
        foreach (var (_, user) in edges)
        {
            waiting[user]++;
        }

        var levels = new int[waiting.Length];
        var ready = new Stack<uint>();
        for (uint row = 1; row < waiting.Length; row++)
        {
            if (waiting[row] == 0)
            {
                ready.Push(row);
            }
        }

        while (ready.TryPop(out var used))
        {
            for (var i = FirstEdge(edges, used); i < edges.Count && edges[i].Used == used; i++)
            {
                var user = edges[i].User;
                levels[user] = Math.Max(levels[user], levels[used] + 1);
                if (levels[user] > image.Limits.MaxTypeDepth)
                {
                    findings.Add(BadBase,
                        $"Loading the type takes more than {image.Limits.MaxTypeDepth} levels of base types, "
                            + "interfaces and contained value types (Limits.MaxTypeDepth).",
                        MetadataImage.Token(TypeDef, user));
                    return;
                }

                if (--waiting[user] == 0)
                {
                    ready.Push(user);
                }
            }
        }

        for (uint row = 1; row < waiting.Length; row++)
        {
            if (waiting[row] != 0)
            {
                findings.Add(BadBase,
                    "The type is its own base, interface or content, directly or through others, which has no "
                        + "meaning and no end.",
                    MetadataImage.Token(TypeDef, row));
                return;
            }
        }
    }

    private static List<(uint Used, uint User)> LoadOrder(MetadataImage image)
    {
        var tables = image.Tables;
        var edges = new List<(uint Used, uint User)>();
        void Add(uint used, uint user)
        {
            if (used != 0)
            {
                edges.Add((used, user));
            }
        }

        for (uint row = 1; row <= tables.RowCount(TypeDef); row++)
        {
            Add(Definition(image, tables[TypeDef, row, 3]), row);
            var end = tables.ListEnd(TypeDef, row, 4, Field);
            for (var field = tables[TypeDef, row, 4]; field < end; field++)
            {
                Add((tables[Field, field, 0] & StaticFlag) == 0 ? ContainedValueType(image, field) : 0, row);
            }
        }

        for (uint row = 1; row <= tables.RowCount(InterfaceImpl); row++)
        {
            Add(Definition(image, tables[InterfaceImpl, row, 1]), tables[InterfaceImpl, row, 0]);
        }

        return edges;
    }

    private static int FirstEdge(List<(uint Used, uint User)> edges, uint used)
    {
        var (low, high) = (0, edges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = edges[middle].Used < used ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static uint ContainedValueType(MetadataImage image, uint field)
    {
        var cursor = new ByteCursor(image.Blob(Field, field, 2));
        cursor.Skip(1);
        while (cursor.Peek() is ElementType.RequiredModifier or ElementType.OptionalModifier)
        {
            cursor.Skip(1);
            cursor.ReadCompressed();
        }

        if (cursor.Peek() == ElementType.GenericInstance)
        {
            cursor.Skip(1);
        }

        return cursor.ReadByte() == ElementType.ValueType
            && CodedIndex.TypeDefOrRef.Split(cursor.ReadCompressed()) is (TypeDef, var row) ? row : 0;
    }

    private static uint Definition(MetadataImage image, uint coded)
    {
        var (target, row) = CodedIndex.TypeDefOrRef.Split(coded);
        return target switch
        {
            TypeDef => row,
            TypeSpec when row != 0 => GenericDefinition(image, row),
            _ => 0,
        };
    }

    // A generic base class: GENERICINST CLASS TypeDefOrRef ... (ECMA-335 II.23.2.14).
    private static uint GenericDefinition(MetadataImage image, uint typeSpec)
    {
        var cursor = new ByteCursor(image.Blob(TypeSpec, typeSpec, 0));
        var isInstance = cursor.ReadByte() == ElementType.GenericInstance;
        cursor.Skip(1);
        var (target, row) = CodedIndex.TypeDefOrRef.Split(cursor.ReadCompressed());
        return isInstance && !cursor.Failed && target == TypeDef && row <= image.Tables.RowCount(TypeDef) ? row : 0;
    }

    // Each row is walked once: a walk ends at a row whose depth is known, then the depths are filled in backwards.
    private static void CheckChains(
        uint[] parents,
        Limits limits,
        DiagnosticDescriptor descriptor,
        MetadataTable table,
        string verb,
        Findings findings)
    {
        const int OnPath = -1;
        var depths = new int[parents.Length];
        var path = new Stack<uint>();
        for (uint start = 1; start < parents.Length; start++)
        {
            var row = start;
            while (row != 0 && depths[row] == 0)
            {
                depths[row] = OnPath;
                path.Push(row);
                row = parents[row];
            }

            if (row != 0 && depths[row] == OnPath)
            {
                findings.Add(descriptor,
                    $"The type {verb} in a circle, which has no meaning and no end.",
                    MetadataImage.Token(table, row));
                return;
            }

            var depth = row == 0 ? 0 : depths[row];
            while (path.TryPop(out var next))
            {
                depths[next] = ++depth;
                if (depth > limits.MaxTypeDepth)
                {
                    findings.Add(descriptor,
                        $"The type {verb} more than {limits.MaxTypeDepth} levels deep (Limits.MaxTypeDepth).",
                        MetadataImage.Token(table, next));
                    return;
                }
            }
        }
    }
}
