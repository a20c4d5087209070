// N-42: a handler of interpolated strings gives its pooled buffer back twice; then two renters share it
// expect: refused RX3006
using System;
using System.Runtime.CompilerServices;
static class Program
{
    static void Main()
    {
        var first = new DefaultInterpolatedStringHandler(400, 0);
        var second = first;
        first.ToStringAndClear();
        var host = new DefaultInterpolatedStringHandler(400, 0);
        host.AppendLiteral("a secret of the host");
        second.AppendLiteral("written by the guest");
        Console.WriteLine(host.ToString());
    }
}
