using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using RExecIL.Verifier.Images;

namespace RExecIL.Verifier.Metadata;

/// <summary>Decodes method bodies of a screened image into <see cref="MethodBodyModel"/>.</summary>
internal sealed class BodyReader(PEReader image, MetadataReader reader, MemberDecoder members)
{
    /// <summary>The small numbers that most operands are, boxed once.</summary>
    private static readonly object[] SmallNumbers = [.. Enumerable.Range(-128, 384).Select(number => (object)number)];

    private readonly Dictionary<StandaloneSignatureHandle, EquatableArray<TypeSignature>> _locals = [];
    private readonly Dictionary<int, TypeReference> _types = [];
    private readonly List<Instruction> _instructions = [];

    internal MethodBodyModel Read(int relativeVirtualAddress)
    {
        var block = image.GetMethodBody(relativeVirtualAddress);
        var il = block.GetILReader();
        return new MethodBodyModel(
            block.MaxStack,
            block.LocalVariablesInitialized,
            Locals(block.LocalSignature),
            block.LocalSignature.IsNil ? 0 : MetadataTokens.GetToken(block.LocalSignature),
            new(Instructions(il)),
            block.ExceptionRegions.IsEmpty ? [] : new([.. block.ExceptionRegions.Select(Clause)]),
            il.Length);
    }

    private EquatableArray<TypeSignature> Locals(StandaloneSignatureHandle handle)
    {
        if (handle.IsNil)
        {
            return [];
        }

        if (!_locals.TryGetValue(handle, out var locals))
        {
            locals = members.IsFaulty(handle) ? [] : new(reader.GetStandaloneSignature(handle).DecodeLocalSignature(members.Signatures, null));
            _locals.Add(handle, locals);
        }

        return locals;
    }

    private ExceptionClause Clause(ExceptionRegion region) => new(
        region.Kind,
        region.TryOffset,
        region.TryLength,
        region.HandlerOffset,
        region.HandlerLength,
        region.Kind == ExceptionRegionKind.Filter ? region.FilterOffset : -1,
        region.Kind == ExceptionRegionKind.Catch
            ? new TypeReference(members.Type(region.CatchType), MetadataTokens.GetToken(region.CatchType))
            : null);

    private ImmutableArray<Instruction> Instructions(BlobReader il)
    {
        _instructions.Clear();
        while (il.RemainingBytes > 0)
        {
            var offset = il.Offset;
            var (code, kind) = OpCode(ref il);
            var operand = Operand(code, kind, ref il);
            _instructions.Add(new Instruction(offset, code, operand));
        }

        return [.. CollectionsMarshal.AsSpan(_instructions)];
    }

    private static (ILOpCode Code, OperandKind Kind) OpCode(ref BlobReader il)
    {
        var first = il.ReadByte();
        if (first != Operands.TwoByteLead)
        {
            return ((ILOpCode)first, Operands.Of(first));
        }

        var second = il.ReadByte();
        return ((ILOpCode)((first << 8) | second), Operands.OfSecond(second));
    }

    private object? Operand(ILOpCode code, OperandKind kind, ref BlobReader il) => kind switch
    {
        OperandKind.None or OperandKind.Prefix => null,
        OperandKind.Byte when code == ILOpCode.Ldc_i4_s => Boxed(il.ReadSByte()),
        OperandKind.Byte or OperandKind.BytePrefix or OperandKind.Local8 => Boxed(il.ReadByte()),
        OperandKind.Word or OperandKind.Local16 => Boxed(il.ReadUInt16()),
        OperandKind.Int32 when code == ILOpCode.Ldc_r4 => il.ReadSingle(),
        OperandKind.Int32 => Boxed(il.ReadInt32()),
        OperandKind.Eight when code == ILOpCode.Ldc_r8 => il.ReadDouble(),
        OperandKind.Eight => il.ReadInt64(),
        OperandKind.Branch8 => Target(il.ReadSByte(), il),
        OperandKind.Branch32 => Target(il.ReadInt32(), il),
        OperandKind.Switch => Targets(ref il),
        OperandKind.String => reader.GetUserString((UserStringHandle)MetadataTokens.Handle(il.ReadInt32())),
        OperandKind.Method => members.Method(MetadataTokens.EntityHandle(il.ReadInt32())),
        OperandKind.Field => members.Field(MetadataTokens.EntityHandle(il.ReadInt32())),
        OperandKind.Type or OperandKind.TypePrefix => Type(il.ReadInt32()),
        OperandKind.AnyToken => Any(il.ReadInt32()),
        OperandKind.Signature => CallSite(il.ReadInt32()),
        _ => throw new BadImageFormatException($"Unknown opcode 0x{(int)code:X}."),
    };

    private static object Boxed(int number) => number is >= -128 and < 256 ? SmallNumbers[number + 128] : number;

    private static BranchTarget Target(int distance, BlobReader il) => BranchTarget.At(il.Offset + distance);

    private static EquatableArray<int> Targets(ref BlobReader il)
    {
        var count = il.ReadUInt32();
        if (count > il.RemainingBytes / 4)
        {
            throw new BadImageFormatException("A switch table is longer than the rest of the body.");
        }

        var start = il.Offset + ((int)count * 4);
        var targets = new int[count];
        for (var index = 0; index < targets.Length; index++)
        {
            targets[index] = start + il.ReadInt32();
        }

        return new([.. targets]);
    }

    private TypeReference Type(int token)
    {
        if (!_types.TryGetValue(token, out var type))
        {
            type = new TypeReference(members.Type(MetadataTokens.EntityHandle(token)), token);
            _types.Add(token, type);
        }

        return type;
    }

    private object Any(int token)
    {
        var handle = MetadataTokens.EntityHandle(token);
        return handle.Kind switch
        {
            HandleKind.TypeDefinition or HandleKind.TypeReference or HandleKind.TypeSpecification => Type(token),
            HandleKind.MethodDefinition or HandleKind.MethodSpecification => members.Method(handle),
            HandleKind.FieldDefinition => members.Field(handle),
            HandleKind.MemberReference => members.Member((MemberReferenceHandle)handle),
            var kind => throw new BadImageFormatException($"A {kind} cannot be loaded as a token."),
        };
    }

    private MethodSignature CallSite(int token)
    {
        var handle = (StandaloneSignatureHandle)MetadataTokens.EntityHandle(token);
        return members.IsFaulty(handle)
            ? new MethodSignature(default, 0, SignatureProvider.Faulty, [])
            : SignatureProvider.Convert(reader.GetStandaloneSignature(handle).DecodeMethodSignature(members.Signatures, null));
    }
}
