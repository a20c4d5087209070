using System.Buffers.Binary;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Security.Cryptography;
using System.Text;
using RExecIL.Inference.Graph;
using RExecIL.Inference.Surface;

namespace RExecIL.Inference.Framework;

/// <summary>Hashes of bodies that do not depend on tokens: opcodes, and operands by name.</summary>
internal sealed class BodyHash(FrameworkModel model)
{
    /// <summary><c>il:</c> and 12 hexadecimal digits for some methods, in whatever order they come.</summary>
    internal string Of(IEnumerable<int> methods)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var method in methods.Distinct()
            .OrderBy(model.NameOf, StringComparer.Ordinal)
            .ThenBy(Signature, StringComparer.Ordinal))
        {
            Add(hash, model.NameOf(method) + Signature(method));
            Add(hash, method);
        }

        return "il:" + Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6));
    }

    private string Signature(int method) =>
        DocumentationName.Of(model.TypeModule[model.MethodType[method]].Reader, model.Method(method));

    private static void Add(IncrementalHash hash, string text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        hash.AppendData([0]);
    }

    private static void Add(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }

    private void Add(IncrementalHash hash, int method)
    {
        var module = model.TypeModule[model.MethodType[method]];
        var address = model.Method(method).RelativeVirtualAddress;
        if (address == 0)
        {
            return;
        }

        var body = module.Body(address).GetILReader();
        while (body.RemainingBytes > 0)
        {
            var opCode = OpCodeTable.Read(ref body);
            Add(hash, (long)opCode.Value);
            switch (opCode.OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    Add(hash, OperandName(module, (EntityHandle)MetadataTokens.Handle(body.ReadInt32())));
                    break;
                case OperandType.InlineString:
                    Add(hash, module.Reader.GetUserString((UserStringHandle)MetadataTokens.Handle(body.ReadInt32())));
                    break;
                case OperandType.InlineSig:
                    body.ReadInt32();
                    break;
                case OperandType.InlineSwitch:
                    var count = body.ReadInt32();
                    for (var index = 0; index < count; index++)
                    {
                        Add(hash, (long)body.ReadInt32());
                    }

                    break;
                case OperandType.ShortInlineVar or OperandType.ShortInlineI or OperandType.ShortInlineBrTarget:
                    Add(hash, (long)body.ReadByte());
                    break;
                case OperandType.InlineVar:
                    Add(hash, (long)body.ReadUInt16());
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    Add(hash, body.ReadInt64());
                    break;
                default:
                    Add(hash, (long)body.ReadInt32());
                    break;
            }
        }
    }

    private string OperandName(ModuleImage module, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification:
                return model.Resolver.Type(module, handle) is >= 0 and var type ? model.TypeName[type] : "";
            case HandleKind.FieldDefinition:
                return FieldName(model.Resolver.Field(module, handle));
            case HandleKind.MemberReference when module.Reader.GetMemberReference((MemberReferenceHandle)handle).GetKind() == MemberReferenceKind.Field:
                return FieldName(model.Resolver.Field(module, handle));
            default:
                return model.Resolver.Method(module, handle).Method is >= 0 and var method ? model.NameOf(method) : "";
        }
    }

    private string FieldName(int field) => field < 0
        ? ""
        : model.TypeName[model.FieldType[field]] + "::" + model.TypeModule[model.FieldType[field]].Reader.GetString(model.Field(field).Name);
}
