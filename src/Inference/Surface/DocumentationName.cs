using System.Collections.Immutable;
using System.Globalization;
using System.Reflection.Metadata;

namespace RExecIL.Inference.Surface;

/// <summary>Types of a signature as documentation comment ids spell them. Source: ECMA-334 annex D.4.2.</summary>
internal sealed class DocumentationName : ISignatureTypeProvider<string, object?>
{
    private static readonly DocumentationName Provider = new();

    /// <summary>The id of a method without the type: <c>Concat(System.String,System.String)</c>.</summary>
    internal static string Of(MetadataReader reader, MethodDefinition method)
    {
        var name = reader.GetString(method.Name);
        var signature = method.DecodeSignature(Provider, null);
        var id = name.Replace('.', '#')
            + (signature.GenericParameterCount > 0 ? $"``{signature.GenericParameterCount}" : "")
            + "(" + string.Join(',', signature.ParameterTypes) + ")";
        return name is "op_Implicit" or "op_Explicit" or "op_CheckedExplicit" ? id + "~" + signature.ReturnType : id;
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => "System." + typeCode;

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var row = reader.GetTypeDefinition(handle);
        var around = row.GetDeclaringType();
        return Join(around.IsNil ? reader.GetString(row.Namespace) : GetTypeFromDefinition(reader, around, 0), reader.GetString(row.Name));
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var row = reader.GetTypeReference(handle);
        return Join(
            row.ResolutionScope.Kind == HandleKind.TypeReference
                ? GetTypeFromReference(reader, (TypeReferenceHandle)row.ResolutionScope, 0)
                : reader.GetString(row.Namespace),
            reader.GetString(row.Name));
    }

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) =>
        elementType + "[" + string.Join(',', Enumerable.Repeat("0:", shape.Rank)) + "]";

    public string GetByReferenceType(string elementType) => elementType + "@";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetPinnedType(string elementType) => "?pinned " + elementType;

    public string GetFunctionPointerType(MethodSignature<string> signature) => "?function";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetGenericMethodParameter(object? genericContext, int index) => "``" + index;

    public string GetGenericTypeParameter(object? genericContext, int index) => "`" + index;

    /// <summary>The arguments belong to the type that declares them: Outer`1.Inner`1 is Outer{A}.Inner{B}.</summary>
    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
    {
        var used = 0;
        var parts = genericType.Split('.');
        for (var index = 0; index < parts.Length; index++)
        {
            var tick = parts[index].LastIndexOf('`');
            if (tick >= 0 && int.TryParse(parts[index].AsSpan(tick + 1), CultureInfo.InvariantCulture, out var arity)
                && used + arity <= typeArguments.Length)
            {
                parts[index] = parts[index][..tick] + "{" + string.Join(',', typeArguments.AsSpan().Slice(used, arity).ToArray()) + "}";
                used += arity;
            }
        }

        return string.Join('.', parts);
    }

    private static string Join(string around, string name) => around.Length == 0 ? name : around + "." + name;
}
