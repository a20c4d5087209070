// N-31: a base class says what the elements are, and the derived one how many of them there are
// expect: memory
using System;
using System.Collections;
using System.Collections.Generic;
struct Large { public Guid A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P; }
abstract class Sequence : ICollection<Large>
{
    public abstract int Count { get; }
    public bool IsReadOnly => true;
    public void Add(Large item) { }
    public void Clear() { }
    public bool Contains(Large item) => false;
    public void CopyTo(Large[] array, int index) { }
    public bool Remove(Large item) => false;
    public IEnumerator<Large> GetEnumerator() { yield break; }
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
sealed class Many : Sequence { public override int Count => 3_000_000; }
static class Program
{
    static void Main() => Console.WriteLine(new Queue<Large>(new Many()).Count);
}
