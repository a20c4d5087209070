using System.Reflection.Metadata;

namespace RExecIL.Inference.Framework;

/// <summary>Walks one signature: a hash that is equal for equal signatures of any module, and what it mentions.</summary>
/// <remarks>Custom modifiers count: they tell overloads apart. The framework's own signatures are trusted to end.</remarks>
internal ref struct SignatureWalk(FrameworkModel model, ModuleImage module, BlobReader blob, List<TypeArgument>? arguments)
{
    private BlobReader _blob = blob;
    private int _depth;

    /// <summary>FNV-1a over the parts.</summary>
    internal ulong Hash { get; private set; } = 14695981039346656037;

    /// <summary>The definition that the last type walked on the outermost level names; -1 for none.</summary>
    internal int Outermost { get; private set; } = -1;

    /// <summary>Number of parameters of a method signature that was walked.</summary>
    internal int ParameterCount { get; private set; }

    /// <summary>Whether a method signature that was walked gives no result.</summary>
    internal bool IsVoid => ReturnCode == (int)SignatureTypeCode.Void;

    /// <summary>The element type's code of a method's result.</summary>
    internal int ReturnCode { get; private set; }

    /// <summary>The definition of a method's result, or -1.</summary>
    internal int ReturnType { get; private set; } = -1;

    /// <summary>A bit for each of the first 56 parameters that is an integer of 32 or 64 bits.</summary>
    internal ulong Integers { get; private set; }

    /// <summary>A hash of a method's parameters alone.</summary>
    internal ulong ParametersHash { get; private set; }

    /// <summary>Whether a method signature that was walked takes an instance.</summary>
    internal bool HasThis { get; private set; }

    internal void Method()
    {
        var isNested = _depth++ > 0;
        var (count, hasThis) = (ParameterCount, HasThis);
        var header = _blob.ReadByte();
        HasThis = (header & 0x20) != 0;
        Add(header);
        if ((header & 0x10) != 0)
        {
            Add((ulong)_blob.ReadCompressedInteger());
        }

        ParameterCount = _blob.ReadCompressedInteger();
        Add((ulong)ParameterCount);
        var (returnCode, returnType) = (Type(), Outermost);
        var before = Hash;
        var integers = 0ul;
        Hash = 14695981039346656037;
        var parameterCount = ParameterCount;
        for (var index = 0; index < parameterCount; index++)
        {
            if (Type() is >= 0x08 and <= 0x0B or 0x18 or 0x19 && index < 56)
            {
                integers |= 1ul << index;
            }
        }

        // Function pointers nest: what is told is of the outermost signature, which ends last.
        (ReturnCode, ReturnType, Integers, ParametersHash) = (returnCode, returnType, integers, Hash);
        Hash = (before ^ Hash) * 1099511628211;
        _depth--;
        if (isNested)
        {
            (ParameterCount, HasThis) = (count, hasThis);
        }
    }

    internal void Field()
    {
        Add(_blob.ReadByte());
        Type();
    }

    internal void MethodInstantiation(int method)
    {
        _blob.ReadByte();
        var count = _blob.ReadCompressedInteger();
        for (var index = 0; index < count; index++)
        {
            Argument(-1, method, index);
        }
    }

    /// <summary>Walks one type.</summary>
    /// <returns>The element type's code behind modifiers.</returns>
    internal int Type()
    {
        while (true)
        {
            var code = _blob.ReadByte();
            Add(code);
            switch (code)
            {
                case 0x1F or 0x20: // required and optional modifier
                    Add((ulong)Token());
                    continue;
                case 0x45: // pinned
                    continue;
                case 0x0F or 0x10 or 0x1D: // pointer, reference, vector
                    Type();
                    Outermost = -1;
                    return code;
                case 0x11 or 0x12: // value type, class
                    Outermost = Token();
                    Add((ulong)Outermost);
                    return code;
                case 0x13 or 0x1E: // generic parameter of type, of method
                    Add((ulong)_blob.ReadCompressedInteger());
                    Outermost = -1;
                    return code;
                case 0x14: // array
                    Type();
                    Shape();
                    Outermost = -1;
                    return code;
                case 0x15: // generic instance
                    _blob.ReadByte();
                    var generic = Token();
                    Add((ulong)generic);
                    var count = _blob.ReadCompressedInteger();
                    for (var index = 0; index < count; index++)
                    {
                        Argument(generic, -1, index);
                    }

                    Outermost = generic;
                    return code;
                case 0x1B: // function pointer
                    Method();
                    Outermost = -1;
                    return code;
                default:
                    Outermost = -1;
                    return code;
            }
        }
    }

    private void Argument(int generic, int method, int index)
    {
        Type();
        if (Outermost >= 0)
        {
            arguments?.Add(new TypeArgument(Outermost, generic, method, index));
        }
    }

    private void Shape()
    {
        Add((ulong)_blob.ReadCompressedInteger());
        for (var list = 0; list < 2; list++)
        {
            var count = _blob.ReadCompressedInteger();
            for (var index = 0; index < count; index++)
            {
                Add((ulong)_blob.ReadCompressedInteger());
            }
        }
    }

    private int Token() => model.Resolver.Type(module, _blob.ReadTypeHandle());

    private void Add(ulong part) => Hash = (Hash ^ part) * 1099511628211;
}
