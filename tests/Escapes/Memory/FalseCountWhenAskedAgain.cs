// N-28: a list of the guest's says another number when a query asks again
// expect: memory
using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
sealed class Many<T> : IList<T>
{
    private int _asked;
    int ICollection<T>.Count { get { _asked++; if (_asked < 2) { return 1; } return 200_000_000; } }
    public T this[int index] { get => default; set { } }
    public bool IsReadOnly => true;
    public void Add(T item) { }
    public void Clear() { }
    public bool Contains(T item) => false;
    public void CopyTo(T[] array, int index) { }
    public int IndexOf(T item) => -1;
    public void Insert(int index, T item) { }
    public bool Remove(T item) => false;
    public void RemoveAt(int index) { }
    public IEnumerator<T> GetEnumerator() { yield break; }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
static class Program
{
    static void Main()
    {
        for (var turn = 0; turn < 4; turn++) { Console.WriteLine(new Many<long>().Select(number => number).ToArray().Length > 1_000); }
        Console.WriteLine(new HashSet<long>(new Many<long>().Select(number => number)).Count);
        var many = new Many<long>();
        Console.WriteLine(((ICollection<long>)many).Count + ((ICollection<long>)many).Count);
    }
}
