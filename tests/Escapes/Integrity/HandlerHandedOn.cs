// N-42: the same by a parameter, a type parameter and a field of a ref struct
// expect: refused RX3006
using System.Runtime.CompilerServices;
ref struct Holder { public DefaultInterpolatedStringHandler Inner; }
static class Program
{
    static T Same<T>(T value) where T : allows ref struct => value;
    static void Twice(DefaultInterpolatedStringHandler a) => a.ToStringAndClear();
    static void M() { Same(new DefaultInterpolatedStringHandler(400, 0)).ToStringAndClear(); }
}
