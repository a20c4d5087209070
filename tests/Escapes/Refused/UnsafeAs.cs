// S-02, S-06, S-07, S-08, S-09: a forbidden generic method in each way to name it
// expect: refused RX2001
using System.Runtime.CompilerServices;
using U = System.Runtime.CompilerServices.Unsafe;
using static System.Runtime.CompilerServices.Unsafe;
public class P
{
    static int A(ref float v) => System.Runtime.CompilerServices.Unsafe.As<float, int>(ref v);
    static int B(ref float v) => Unsafe.As<float, int>(ref v);
    static int C(ref float v) => U.As<float, int>(ref v);
    static int D(ref float v) => As<float, int>(ref v);
}
