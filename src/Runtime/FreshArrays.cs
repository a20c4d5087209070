using System.Buffers;

namespace RExecIL.Runtime;

/// <summary>A pool that keeps nothing: each array is new and cleared, so none shows what another guest wrote. Has no state.</summary>
internal sealed class FreshArrays<T> : ArrayPool<T>
{
    /// <summary>The only one.</summary>
    internal static readonly FreshArrays<T> Instance = new();

    /// <inheritdoc/>
    public override T[] Rent(int minimumLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimumLength);
        return minimumLength == 0 ? [] : new T[minimumLength];
    }

    /// <inheritdoc/>
    public override void Return(T[] array, bool clearArray = false)
    {
        ArgumentNullException.ThrowIfNull(array);
        if (clearArray)
        {
            Array.Clear(array);
        }
    }
}
