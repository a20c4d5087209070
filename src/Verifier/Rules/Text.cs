using System.Text;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Verifier.Rules;

/// <summary>How members are written in messages: as C# programmers know them.</summary>
internal static class Text
{
    /// <summary>Names are the guest's: longer ones are cut, so that a message stays readable.</summary>
    private const int MaxNameLength = 200;

    /// <summary><c>System.IO.File.ReadAllText(string)</c></summary>
    internal static string Of(MethodReference method)
    {
        var arguments = method.TypeArguments.IsEmpty ? "" : $"<{string.Join(", ", method.TypeArguments.Items.Select(Of))}>";
        var parameters = string.Join(", ", method.Signature.Parameters.Items.Select(Of));
        return Cut(method.Name == ".ctor"
            ? $"new {Of(method.DeclaringType)}({parameters})"
            : $"{Of(method.DeclaringType)}.{method.Name}{arguments}({parameters})");
    }

    /// <summary><c>System.Guid.Empty</c></summary>
    internal static string Of(FieldReference field) => Cut($"{Of(field.DeclaringType)}.{field.Name}");

    /// <summary><c>System.Collections.Generic.List&lt;string&gt;.Enumerator</c></summary>
    internal static string Of(TypeSignature type)
    {
        var text = new StringBuilder();
        Write(text, type);
        return Cut(text.ToString());
    }

    /// <summary>Stops where the message will be cut: a type whose arguments double at each step would never end.</summary>
    private static void Write(StringBuilder text, TypeSignature type)
    {
        if (text.Length > MaxNameLength)
        {
            return;
        }

        switch (type)
        {
            case PrimitiveSignature primitive:
                text.Append(Keyword(primitive.Code));
                break;
            case NamedSignature named:
                text.Append(Of(named.Identity));
                break;
            case GenericSignature generic:
                text.Append(Of(generic.Generic.Identity)).Append('<');
                for (var index = 0; index < generic.Arguments.Count && text.Length <= MaxNameLength; index++)
                {
                    text.Append(index == 0 ? "" : ", ");
                    Write(text, generic.Arguments[index]);
                }

                text.Append('>');
                break;
            case VectorSignature vector:
                Write(text, vector.Element);
                text.Append("[]");
                break;
            case ArraySignature array:
                Write(text, array.Element);
                text.Append('[').Append(',', array.Rank - 1).Append(']');
                break;
            case ByReferenceSignature reference:
                text.Append("ref ");
                Write(text, reference.Element);
                break;
            case PointerSignature pointer:
                Write(text, pointer.Element);
                text.Append('*');
                break;
            case ModifiedSignature modified:
                Write(text, modified.Element);
                break;
            case GenericParameterSignature parameter:
                text.Append(parameter.IsMethodParameter ? "TMethod" : "T").Append(parameter.Index);
                break;
            default:
                text.Append(type);
                break;
        }
    }

    /// <summary>The name without generic arity, nested types behind a dot.</summary>
    internal static string Of(TypeIdentity type) => Cut(string.Join('.', type.Path().Select(
        step => (step.Namespace.Length == 0 ? "" : step.Namespace + ".") + WithoutArity(step.Name))));

    /// <summary>What, why, and what would allow it.</summary>
    internal static string Sentence(string what, string reason, string hint) =>
        $"{what}: it {reason.TrimEnd('.')}.{(hint.Length == 0 ? "" : " " + hint)}";

    private static string WithoutArity(string name) => name.LastIndexOf('`') is > 0 and var tick ? name[..tick] : name;

    private static string Cut(string name) => name.Length <= MaxNameLength ? name : name[..MaxNameLength] + "…";

    private static string Keyword(PrimitiveCode code) => code switch
    {
        PrimitiveCode.Void => "void",
        PrimitiveCode.Boolean => "bool",
        PrimitiveCode.Char => "char",
        PrimitiveCode.SByte => "sbyte",
        PrimitiveCode.Byte => "byte",
        PrimitiveCode.Int16 => "short",
        PrimitiveCode.UInt16 => "ushort",
        PrimitiveCode.Int32 => "int",
        PrimitiveCode.UInt32 => "uint",
        PrimitiveCode.Int64 => "long",
        PrimitiveCode.UInt64 => "ulong",
        PrimitiveCode.Single => "float",
        PrimitiveCode.Double => "double",
        PrimitiveCode.IntPtr => "nint",
        PrimitiveCode.UIntPtr => "nuint",
        PrimitiveCode.Object => "object",
        PrimitiveCode.String => "string",
        _ => "System." + code,
    };
}
