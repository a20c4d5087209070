// LazyInit: the end comes through the framework's Lazy
// expect: time
using System;
static class Program
{
    static void Main()
    {
        var lazy = new Lazy<int>(() => { while (true) { } });
        while (true) { try { _ = lazy.Value; } catch (Exception) { } }
    }
}
