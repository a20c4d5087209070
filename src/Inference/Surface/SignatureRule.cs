namespace RExecIL.Inference.Surface;

/// <summary>Power that a member's declaration alone gives to its caller: pointers, handles, names that warn.</summary>
internal static class SignatureRule
{
    private static readonly HashSet<string> Handles = new(StringComparer.Ordinal)
    {
        "System.RuntimeTypeHandle", "System.RuntimeMethodHandle", "System.RuntimeFieldHandle", "System.ModuleHandle",
        "System.RuntimeArgumentHandle", "System.ArgIterator", "System.TypedReference", "System.Buffers.MemoryHandle",
    };

    /// <summary>Types whose members compute with native integers as numbers.</summary>
    private static readonly HashSet<string> NativeIntegers = new(StringComparer.Ordinal)
    {
        "System.IntPtr", "System.UIntPtr", "System.Math", "System.Numerics.BitOperations", "System.Threading.Interlocked",
        "System.Threading.Volatile", "System.Numerics.BigInteger", "System.Decimal", "System.Int128", "System.UInt128",
        "System.Half", "System.HashCode", "System.Numerics.Complex",
    };

    /// <summary>What the signature of a method gives.</summary>
    /// <param name="type">Full name of the type that declares it.</param>
    /// <param name="isDelegate">Whether that is a delegate.</param>
    /// <param name="name">The method's name.</param>
    /// <param name="signature">What its signature mentions.</param>
    internal static Effects Of(string type, bool isDelegate, string name, SignatureContent signature)
    {
        var effects = Effects.None;
        if (name.Contains("Unsafe", StringComparison.Ordinal) || name.Contains("Dangerous", StringComparison.Ordinal)
            || name is "GetPinnableReference"
            || signature.HasPointer
            || (signature.HasNativeInteger && !NativeIntegers.Contains(type)
                && !(isDelegate && name == ".ctor"))
            || signature.Types.Any(mentioned => Handles.Contains(mentioned)
                || (mentioned.StartsWith("System.Runtime.InteropServices.", StringComparison.Ordinal)
                    && !mentioned.EndsWith("Attribute", StringComparison.Ordinal))))
        {
            effects |= Effects.UNSAFE;
        }

        if (name == "Finalize" || (isDelegate && name is "BeginInvoke" or "EndInvoke"))
        {
            effects |= Effects.THREAD;
        }

        return effects;
    }
}
