// N-28: a collection of the guest's says that it has very many elements, to a collection of old
// expect: memory
using System;
using System.Collections;
sealed class Many : ICollection
{
    public int Count => 300_000_000;
    public bool IsSynchronized => false;
    public object SyncRoot => this;
    public void CopyTo(Array array, int index) { }
    public IEnumerator GetEnumerator() { yield break; }
}
static class Program
{
    static void Main() => Console.WriteLine(new ArrayList(new Many()).Count);
}
