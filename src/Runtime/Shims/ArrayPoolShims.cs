using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="ArrayPool{T}"/>, whose arrays the host and other guests use too.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class ArrayPoolShims
{
    /// <inheritdoc cref="ArrayPool{T}.Shared"/>
    public static ArrayPool<T> get_Shared<T>() => FreshArrays<T>.Instance;
}
