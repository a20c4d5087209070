using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Enumerators;

/// <summary>Takes the framework's boxed enumerators out of their boxes before a guest gets them. Safe to share between threads.</summary>
/// <remarks>
/// Only boxes are looked at, and only those whose elements may be anything: what enumerates numbers, text or objects of the
/// guest's stays as it is. A guest's own enumerators do, too.
/// </remarks>
internal static class Boxes
{
    private static readonly ConditionalWeakTable<Type, Exchange> Exchanges = [];

    /// <summary>The same enumerator, not boxed if it could contain itself.</summary>
    internal static IEnumerator<T> Open<T>(IEnumerator<T> enumerator) =>
        typeof(T).IsPrimitive || typeof(T) == typeof(string) || enumerator is not ValueType
            ? enumerator
            : (IEnumerator<T>)Exchanges.GetValue(enumerator.GetType(), Exchange.Of).Make(enumerator);

    /// <summary>The same enumerator, not boxed if it could contain itself.</summary>
    internal static IEnumerator Open(IEnumerator enumerator) =>
        enumerator is not ValueType ? enumerator : Exchanges.GetValue(enumerator.GetType(), Exchange.Of).Make(enumerator);

    /// <summary>The same enumerator, not boxed if it could contain itself.</summary>
    internal static IDictionaryEnumerator Open(IDictionaryEnumerator enumerator) =>
        enumerator is not ValueType
            ? enumerator
            : (IDictionaryEnumerator)Exchanges.GetValue(enumerator.GetType(), Exchange.Of).Make(enumerator);

    /// <summary>What becomes of the boxes of one type.</summary>
    private sealed class Exchange(Func<IEnumerator, IEnumerator> make)
    {
        internal Func<IEnumerator, IEnumerator> Make => make;

        internal static Exchange Of(Type type)
        {
            if (type.Assembly.IsCollectible || !ElementReach.IsOpen(type))
            {
                return new Exchange(enumerator => enumerator);
            }

            var isOfPairs = type.IsAssignableTo(typeof(IDictionaryEnumerator));
            var element = type.GetInterfaces()
                .FirstOrDefault(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IEnumerator<>))
                ?.GetGenericArguments()[0];
            return new Exchange(element is null
                ? Bind(isOfPairs ? nameof(UntypedPairs) : nameof(Untyped), type)
                : Bind(isOfPairs ? nameof(Pairs) : nameof(Typed), type, element));
        }

        private static Func<IEnumerator, IEnumerator> Bind(string name, params Type[] arguments) =>
            typeof(Exchange).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(arguments)
                .CreateDelegate<Func<IEnumerator, IEnumerator>>();

        private static UntypedEnumerator<TEnumerator> Untyped<TEnumerator>(IEnumerator box)
            where TEnumerator : struct, IEnumerator => new((TEnumerator)box);

        private static UntypedPairEnumerator<TEnumerator> UntypedPairs<TEnumerator>(IEnumerator box)
            where TEnumerator : struct, IDictionaryEnumerator => new((TEnumerator)box);

        private static TypedEnumerator<TEnumerator, T> Typed<TEnumerator, T>(IEnumerator box)
            where TEnumerator : struct, IEnumerator<T> => new((TEnumerator)box);

        private static PairEnumerator<TEnumerator, T> Pairs<TEnumerator, T>(IEnumerator box)
            where TEnumerator : struct, IEnumerator<T>, IDictionaryEnumerator => new((TEnumerator)box);
    }
}
