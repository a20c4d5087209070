using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

public sealed class Own<T> : IEnumerable<T>
{
    private readonly List<T> _items = [];
    private List<T>.Enumerator _field;
    public List<T>.Enumerator GetEnumerator() => _items.GetEnumerator();
    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.GetEnumerator();
    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
    public bool Next() => _field.MoveNext();
}

public struct Wrapper(LinkedList<object> list) : IEnumerator<object>
{
    private LinkedList<object>.Enumerator _inner = list.GetEnumerator();
    public object Current => _inner.Current;
    public bool MoveNext() => _inner.MoveNext();
    public void Reset() => throw new NotSupportedException();
    public void Dispose() => _inner.Dispose();
}

public static class Boxes
{
    private static int Run<T>(T enumerator) where T : IEnumerator => enumerator.MoveNext() ? 1 : 0;

    public static int Numbers() => Run(new List<int>().GetEnumerator()) + Run(new Dictionary<string, DateTime>().GetEnumerator());
    public static int OwnTypes() => Run(new List<Own<object>>().GetEnumerator()) + Run(new Queue<KeyValuePair<int, Version[]>>().GetEnumerator());
    public static object Wrapped() => new Wrapper(new LinkedList<object>());
    public static IDictionaryEnumerator Pairs(Dictionary<int, object> pairs) => pairs.GetEnumerator();
    public static IEnumerator Local(List<object> list) { var enumerator = list.GetEnumerator(); return enumerator; }
    public static Func<List<object>.Enumerator> Maker(List<object> list) => list.GetEnumerator;
    public static Func<List<object>.Enumerator, bool> Mover() => enumerator => enumerator.MoveNext();
    public static Func<string> Text(KeyValuePair<int, object> pair) => pair.ToString;
    public static Func<string> TextOfTuple((object, int) pair) => pair.ToString;
    public static Func<DateTime, bool> Equal(DateTime date) => date.Equals;
    public static Func<IEnumerator<object>> OfInterface(IEnumerable<object> list) => list.GetEnumerator;
    public static object Array_RX2019() => new Stack<object>.Enumerator[1];
    public static int Argument_RX2019() => Run(new LinkedList<object>().GetEnumerator());
    public static int OpenArgument_RX2019<T>(List<T> list) => Run(list.GetEnumerator());
    public static object List_RX2019() => new List<HashSet<IDisposable>.Enumerator>();
    public static bool Nullable_RX2019(List<object> list) { var enumerator = list?.GetEnumerator(); return enumerator.HasValue; }
    public static object Tuple_RX2019(List<object> list) => (list.GetEnumerator(), 1);
    public static object Selected_RX2019(List<List<object>> lists) => lists.Select(list => list.GetEnumerator()).Count();
    public static Func<bool> Mover_RX2019(LinkedList<object> list) => list.GetEnumerator().MoveNext;
    public static Func<bool> NumberMover(List<int> list) => list.GetEnumerator().MoveNext;
    public static object Values_RX2019(Dictionary<int, Exception> pairs) => new[] { pairs.Values.GetEnumerator() };
}
