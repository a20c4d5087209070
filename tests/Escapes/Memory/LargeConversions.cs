// N-31: a list of bytes becomes one of large values, at once and behind a delegate
// expect: memory
using System;
using System.Collections.Generic;
struct Large { public Guid A, B, C, D; }
static class Program
{
    static void Main()
    {
        var bytes = new List<byte>(new byte[5_000_000]);
        Func<Converter<byte, Large>, List<Large>> convert = bytes.ConvertAll;
        Console.WriteLine(convert(_ => default).Count);
    }
}
