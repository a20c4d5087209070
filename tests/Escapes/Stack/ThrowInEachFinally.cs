// DeepCatch: the same in finally blocks
// expect: stack
using System;
static class Program
{
    static readonly Exception Same = new();
    static void Deep(int n) { try { if (n == 0) { throw Same; } Deep(n - 1); } finally { if (n > 0) { throw Same; } } }
    static void Main() => Deep(3000);
}
