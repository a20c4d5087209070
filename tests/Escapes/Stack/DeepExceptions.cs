// N-34: the host describes an uncaught exception with two hundred thousand causes
// expect: exit 1
// grant: --max-alloc=128MB
// error: the last
using System;
static class Program
{
    static void Main()
    {
        var exception = new Exception("the first");
        for (var depth = 0; depth < 200_000; depth++) { exception = new Exception("the last", exception); }
        throw exception;
    }
}
