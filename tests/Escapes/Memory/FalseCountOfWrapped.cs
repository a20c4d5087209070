// N-31: the elements are larger than the type parameter that they are made of
// expect: memory
using System;
using System.Collections;
using System.Collections.Generic;
struct Large<T> { public Guid A, B, C, D, E, F, G, H; public T Value; }
sealed class Many<T> : ICollection<Large<T>>
{
    public int Count => 20_000_000;
    public bool IsReadOnly => true;
    public void Add(Large<T> item) { }
    public void Clear() { }
    public bool Contains(Large<T> item) => false;
    public void CopyTo(Large<T>[] array, int index) { }
    public bool Remove(Large<T> item) => false;
    public IEnumerator<Large<T>> GetEnumerator() { yield break; }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
static class Program
{
    static void Main() => Console.WriteLine(new List<Large<byte>>(new Many<byte>()).Count);
}
