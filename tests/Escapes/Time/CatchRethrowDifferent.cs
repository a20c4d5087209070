// CatchRethrowDifferent: the end is to be replaced by another exception, which an outer handler swallows
// expect: time
using System;
static class Program
{
    static void Spin() { try { while (true) { } } catch { throw new InvalidOperationException(); } }
    static void Main() { while (true) { try { Spin(); } catch (InvalidOperationException) { } } }
}
