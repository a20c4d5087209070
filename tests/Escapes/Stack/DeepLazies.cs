// N-34: a lazy value of a lazy value, of functions and of given values
// expect: stack
// grant: --max-alloc=128MB
using System;
static class Program
{
    static void Main()
    {
        object value = 1;
        for (var depth = 0; depth < 50_000; depth++)
        {
            var inner = value;
            var lazy = new Lazy<object>(() => inner);
            _ = lazy.Value;
            value = new Lazy<object>(lazy);
        }
        Console.WriteLine(value.ToString());
    }
}
