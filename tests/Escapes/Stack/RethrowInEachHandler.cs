// DeepCatch: the same by rethrow
// expect: stack
using System;
static class Program
{
    static readonly Exception Same = new();
    static void Deep(int n) { try { if (n == 0) { throw Same; } Deep(n - 1); } catch { throw; } }
    static void Main() => Deep(20000);
}
