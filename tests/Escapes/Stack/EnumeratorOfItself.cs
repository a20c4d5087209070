// N-34: enumerators that the framework boxes, each its own current element, through every way to get one
// expect: exit 0
// output: 12 compared
using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
static class Program
{
    static int compared;
    static IEnumerator Generic<T>(T items) where T : IEnumerable<object> => items.GetEnumerator();
    static IEnumerator Plain<T>(T items) where T : IEnumerable => items.GetEnumerator();
    static void Compare(IEnumerator itself, Action<object> put)
    {
        put(itself);
        if (!itself.MoveNext()) throw new Exception("It has no element.");
        if (!itself.Equals(itself)) throw new Exception("It is not equal to itself.");
        new HashSet<object> { itself }.Add(itself);
        compared++;
    }
    static void Main()
    {
        // A linked list and the values of a dictionary may change while they are enumerated.
        var linked = new LinkedList<object>(new object[] { 0 });
        Action<object> put = value => linked.First.Value = value;
        Compare(((IEnumerable<object>)linked).GetEnumerator(), put);
        Compare(((IEnumerable)linked).GetEnumerator(), put);
        Compare(Generic(linked), put);
        Compare(Plain(linked), put);
        Func<IEnumerator<object>> make = ((IEnumerable<object>)linked).GetEnumerator;
        Compare(make(), put);
        IEnumerator<object> boxed = linked.GetEnumerator();
        Compare(boxed, put);
        var pairs = new Dictionary<int, object> { [0] = 0 };
        Action<object> set = value => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrNullRef(pairs, 0) = value;
        Compare(((IDictionary)pairs).GetEnumerator(), set);
        Compare(((ICollection<object>)pairs.Values).GetEnumerator(), set);
        var readOnly = new ReadOnlyDictionary<int, object>(pairs);
        Compare(readOnly.GetEnumerator(), set);
        Compare(readOnly.Values.GetEnumerator(), set);
        Compare(((IDictionary)readOnly).GetEnumerator(), set);
        var sorted = new SortedList<int, object> { [0] = 0 };
        var list = new List<object> { 0 };
        var span = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(list);
        var adapted = ArrayList.Adapter(list).GetEnumerator();
        span[0] = adapted;
        adapted.MoveNext();
        Console.WriteLine(adapted.Equals(adapted) ? $"{compared + 1} compared" : "not equal");
    }
}
