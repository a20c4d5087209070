// N-34: deep structures that the framework follows by recursion: each level had to be allocated, so the stack has room
// expect: exit 0
// grant: --max-alloc=64MB
// output: True 0 True
using System;
static class Program
{
    static void Main()
    {
        object one = 1, other = 1;
        for (var depth = 0; depth < 200_000; depth++) { one = Tuple.Create(one); other = Tuple.Create(other); }
        Console.WriteLine($"{one.Equals(other)} {((IComparable)one).CompareTo(other)} {one.GetHashCode() == other.GetHashCode()}");
    }
}
