// N-34: a lazy value that is a pair that holds it, written by a format, through every constructor with a function
// expect: stack
using System;
using System.Collections.Generic;
using System.Threading;
static class Program
{
    static object pair = 1;
    static void Main()
    {
        var one = new Lazy<object>(() => pair, isThreadSafe: false);
        Func<Func<object>, Lazy<object>> make = factory => new Lazy<object>(factory, LazyThreadSafetyMode.PublicationOnly);
        var other = make(() => one);
        pair = Tuple.Create(1, new KeyValuePair<object, object>(2, other));
        _ = one.Value;
        _ = other.Value;
        Console.WriteLine("{0}", pair);
    }
}
