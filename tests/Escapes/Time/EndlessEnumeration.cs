// EnumCycle: the framework loops over a sequence of the guest whose members call and loop nowhere
// expect: time
using System.Collections;
using System.Collections.Generic;
using System.Linq;
sealed class Endless : IEnumerable<int>, IEnumerator<int>
{
    public int Current => 1;
    object IEnumerator.Current => null!;
    public bool MoveNext() => true;
    public void Reset() { }
    public void Dispose() { }
    public IEnumerator<int> GetEnumerator() => this;
    IEnumerator IEnumerable.GetEnumerator() => this;
}
static class Program
{
    static void Main() { checked { while (true) { try { _ = new Endless().LongCount(); } catch (System.OverflowException) { } } } }
}
