using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes a list of larger elements out of another at once.</summary>
public static class ListShims
{
    /// <inheritdoc cref="List{T}.ConvertAll{TOutput}"/>
    public static List<TOutput> ConvertAll<T, TOutput>(List<T> self, Converter<T, TOutput> converter, Sandbox sandbox)
    {
        sandbox.Account((long)self.Count * Unsafe.SizeOf<TOutput>());
        return self.ConvertAll(converter);
    }
}
