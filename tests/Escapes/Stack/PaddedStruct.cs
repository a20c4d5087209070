// N-26: one field, and a million bytes by declaration
// expect: refused RX3005
using System.Runtime.InteropServices;
[StructLayout(LayoutKind.Sequential, Size = 1000000)]
struct Padded { public int A; }
static class Program
{
    static int Use(Padded a, Padded b, Padded c) => a.A + b.A + c.A;
    static int Deep(int n, Padded a) { return n == 0 ? a.A : Use(a, a, a) + Deep(n - 1, a); }
    static int Main() => Deep(100, default);
}
