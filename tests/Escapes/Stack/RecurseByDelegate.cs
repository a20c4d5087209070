// S-33: recursion by a lambda that refers to itself
// expect: stack
using System;
static class Program
{
    static void Main() { Func<int, int>? f = null; f = n => f!(n + 1) + 1; f(0); }
}
