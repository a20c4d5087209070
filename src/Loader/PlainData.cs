using System.Collections.Immutable;

namespace RExecIL;

/// <summary>Knows the framework's types whose objects cannot carry code of a guest out of its sandbox.</summary>
/// <remarks>
/// A lazy sequence, a delegate, a comparer in a dictionary or an <c>object</c> in a tuple would run guest code where no
/// guard stands. So what is not known to be data is not.
/// </remarks>
internal static class PlainData
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Guid), typeof(Half), typeof(Int128), typeof(UInt128), typeof(Version),
        typeof(System.Numerics.BigInteger), typeof(System.Numerics.Complex), typeof(System.Text.Rune), typeof(Index),
        typeof(Range), typeof(ValueTuple),
    ];

    private static readonly HashSet<Type> Containers =
    [
        typeof(List<>), typeof(ImmutableArray<>), typeof(KeyValuePair<,>), typeof(Nullable<>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>), typeof(ValueTuple<,,,,,,>), typeof(ValueTuple<,,,,,,,>),
    ];

    /// <summary>Whether objects of exactly this type hold nothing but data.</summary>
    internal static bool Is(Type type) =>
        !type.IsCollectible
        && (type.IsPrimitive
            || type.IsEnum
            || Simple.Contains(type)
            || (type.IsArray && Is(type.GetElementType()!))
            || (type.IsConstructedGenericType
                && Containers.Contains(type.GetGenericTypeDefinition())
                && type.GenericTypeArguments.All(Is)));
}
