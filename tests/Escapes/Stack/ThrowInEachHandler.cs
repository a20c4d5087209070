// DeepCatch: each throw inside a handler keeps the frames before it: measured 15 KB a level, with no call to be guarded
// expect: stack
using System;
static class Program
{
    static readonly Exception Same = new();
    static void Deep(int n) { try { if (n == 0) { throw Same; } Deep(n - 1); } catch { throw Same; } }
    static void Main() => Deep(20000);
}
