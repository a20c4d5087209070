using System.Globalization;
using System.Text;

namespace RExecIL.Verifier.Metadata;

/// <summary>Documentation comment ids: the names of members in policy files. Source: ECMA-334 annex D.4.2.</summary>
internal static class DocumentationId
{
    /// <summary><c>T:Namespace.Type</c>, nested types behind <c>.</c></summary>
    internal static string Of(TypeIdentity type) => "T:" + NameOf(type);

    /// <summary><c>F:Namespace.Type.Field</c></summary>
    internal static string Of(FieldModel field) => $"F:{NameOf(field.DeclaringType)}.{Escaped(field.Name)}";

    /// <summary><c>M:Namespace.Type.Method``1(System.Int32,``0)</c>, with <c>~Type</c> for conversion operators.</summary>
    internal static string Of(MethodModel method) => $"M:{NameOf(method.DeclaringType)}.{MemberPart(method)}";

    /// <summary>What follows the type's name in the id of a method.</summary>
    internal static string MemberPart(MethodModel method)
    {
        var id = new StringBuilder(Escaped(method.Name));
        if (method.Signature.GenericParameterCount > 0)
        {
            id.Append("``").Append(method.Signature.GenericParameterCount);
        }

        if (!method.Signature.Parameters.IsEmpty)
        {
            id.Append('(');
            for (var index = 0; index < method.Signature.Parameters.Count; index++)
            {
                Append(id.Append(index == 0 ? "" : ","), method.Signature.Parameters[index]);
            }

            id.Append(')');
        }

        if (method.Name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit")
        {
            Append(id.Append('~'), method.Signature.ReturnType);
        }

        return id.ToString();
    }

    /// <summary>The dotted name of a type, without a prefix.</summary>
    internal static string NameOf(TypeIdentity type) => type.FullName.Replace('/', '.');

    private static string Escaped(string name) => name.Replace('.', '#');

    private static void Append(StringBuilder id, TypeSignature type)
    {
        switch (type)
        {
            case PrimitiveSignature primitive:
                id.Append("System.").Append(primitive.Code);
                break;
            case NamedSignature named:
                id.Append(NameOf(named.Identity));
                break;
            case GenericSignature generic:
                AppendGeneric(id, generic);
                break;
            case VectorSignature vector:
                Append(id, vector.Element);
                id.Append("[]");
                break;
            case ArraySignature array:
                Append(id, array.Element);
                id.Append('[').AppendJoin(',', Enumerable.Repeat("0:", array.Rank)).Append(']');
                break;
            case ByReferenceSignature reference:
                Append(id, reference.Element);
                id.Append('@');
                break;
            case PointerSignature pointer:
                Append(id, pointer.Element);
                id.Append('*');
                break;
            case GenericParameterSignature parameter:
                id.Append(parameter.IsMethodParameter ? "``" : "`").Append(parameter.Index);
                break;
            case ModifiedSignature modified:
                Append(id, modified.Element);
                break;
            default:
                // Function pointers and pinned types: no policy can name them, and two of them stay apart.
                id.Append('?').Append(type);
                break;
        }
    }

    private static void AppendGeneric(StringBuilder id, GenericSignature generic)
    {
        // The arguments belong to the type that declares them: Outer`1.Inner`1 is Outer{A}.Inner{B}.
        var used = 0;
        var first = true;
        foreach (var type in generic.Generic.Identity.Path())
        {
            var tick = type.Name.LastIndexOf('`');
            var arity = tick >= 0 && int.TryParse(type.Name.AsSpan(tick + 1), CultureInfo.InvariantCulture, out var stated) ? stated : 0;
            id.Append(first ? (type.Namespace.Length == 0 ? "" : type.Namespace + ".") : ".");
            id.Append(tick < 0 ? type.Name : type.Name[..tick]);
            first = false;
            if (arity > 0 && used + arity <= generic.Arguments.Count)
            {
                id.Append('{');
                for (var index = 0; index < arity; index++, used++)
                {
                    Append(id.Append(index == 0 ? "" : ","), generic.Arguments[used]);
                }

                id.Append('}');
            }
        }
    }
}
