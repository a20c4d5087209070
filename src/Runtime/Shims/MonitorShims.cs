using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for <see cref="Monitor"/>: guests lock their own objects and none that others could lock too.
/// </summary>
/// <remarks>
/// Strings, types, delegates, empty arrays and the framework's singletons are the same objects for every tenant of the
/// process, so a guest that kept such a lock would stop its host. Refused is everything that is not known to be
/// private.
/// Waiting ends with the sandbox: the loader interrupts the thread.
/// </remarks>
public static class MonitorShims
{
    /// <summary>Framework types with no shared instance, whose objects C# code commonly locks.</summary>
    private static readonly FrozenSet<Type> PrivateTypes = new[]
    {
        typeof(object), typeof(ArrayList), typeof(Hashtable), typeof(Queue), typeof(Stack), typeof(SortedList),
        typeof(StringBuilder), typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>),
        typeof(Stack<>), typeof(LinkedList<>), typeof(SortedDictionary<,>), typeof(SortedList<,>), typeof(SortedSet<>),
        typeof(PriorityQueue<,>), typeof(ConcurrentDictionary<,>), typeof(ConcurrentQueue<>), typeof(ConcurrentStack<>),
        typeof(ConcurrentBag<>),
    }.ToFrozenSet();

    /// <inheritdoc cref="Monitor.Enter(object)"/>
    public static void Enter(object obj) => Monitor.Enter(Own(obj));

    /// <inheritdoc cref="Monitor.Enter(object, ref bool)"/>
    public static void Enter(object obj, ref bool lockTaken) => Monitor.Enter(Own(obj), ref lockTaken);

    /// <inheritdoc cref="Monitor.Exit(object)"/>
    public static void Exit(object obj) => Monitor.Exit(Own(obj));

    /// <inheritdoc cref="Monitor.TryEnter(object)"/>
    public static bool TryEnter(object obj) => Monitor.TryEnter(Own(obj));

    /// <inheritdoc cref="Monitor.TryEnter(object, ref bool)"/>
    public static void TryEnter(object obj, ref bool lockTaken) => Monitor.TryEnter(Own(obj), ref lockTaken);

    /// <inheritdoc cref="Monitor.TryEnter(object, int)"/>
    public static bool TryEnter(object obj, int millisecondsTimeout) => Monitor.TryEnter(Own(obj), millisecondsTimeout);

    /// <inheritdoc cref="Monitor.TryEnter(object, int, ref bool)"/>
    public static void TryEnter(object obj, int millisecondsTimeout, ref bool lockTaken) =>
        Monitor.TryEnter(Own(obj), millisecondsTimeout, ref lockTaken);

    /// <inheritdoc cref="Monitor.TryEnter(object, TimeSpan)"/>
    public static bool TryEnter(object obj, TimeSpan timeout) => Monitor.TryEnter(Own(obj), timeout);

    /// <inheritdoc cref="Monitor.TryEnter(object, TimeSpan, ref bool)"/>
    public static void TryEnter(object obj, TimeSpan timeout, ref bool lockTaken) =>
        Monitor.TryEnter(Own(obj), timeout, ref lockTaken);

    /// <inheritdoc cref="Monitor.IsEntered(object)"/>
    public static bool IsEntered(object obj) => Monitor.IsEntered(Own(obj));

    /// <inheritdoc cref="Monitor.Wait(object)"/>
    public static bool Wait(object obj) => Monitor.Wait(Own(obj));

    /// <inheritdoc cref="Monitor.Wait(object, int)"/>
    public static bool Wait(object obj, int millisecondsTimeout) => Monitor.Wait(Own(obj), millisecondsTimeout);

    /// <inheritdoc cref="Monitor.Wait(object, TimeSpan)"/>
    public static bool Wait(object obj, TimeSpan timeout) => Monitor.Wait(Own(obj), timeout);

    /// <inheritdoc cref="Monitor.Pulse(object)"/>
    public static void Pulse(object obj) => Monitor.Pulse(Own(obj));

    /// <inheritdoc cref="Monitor.PulseAll(object)"/>
    public static void PulseAll(object obj) => Monitor.PulseAll(Own(obj));

    private static object Own(object obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        return IsPrivate(obj)
            ? obj
            : throw new SynchronizationLockException(
                $"A sandbox may not lock a {obj.GetType().FullName}, which other code of the process may share; "
                + "lock a private object of its own.");
    }

    private static bool IsPrivate(object obj)
    {
        var type = obj.GetType();
        if (obj is Array array)
        {
            return array.Length > 0;
        }

        // A delegate or a box over a guest's type is collectible too, but only classes that guests define are theirs.
        return PrivateTypes.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            || (type.Assembly.IsCollectible && obj is not Delegate && !type.IsValueType);
    }
}
