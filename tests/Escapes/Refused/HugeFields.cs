// N-31, N-32, U-15, U-16: huge structures as locals, arguments, results and elements in a frame
// expect: refused RX3005
// in: Argument Result Copied
struct S0 { public long A, B, C, D, E, F, G, H; }
struct S1 { public S0 A, B, C, D, E, F, G, H; }
struct S2 { public S1 A, B, C, D, E, F, G, H; }
struct S3 { public S2 A, B, C, D, E, F, G, H; }
struct S4 { public S3 A, B, C, D, E, F, G, H; }
struct S5 { public S4 A, B, C, D, E, F, G, H; }
class Holder { public S5 Value; public static S5 Static; }
static class Program
{
    static long Argument(S5 value) => value.A.A.A.A.A.A;
    static S5 Result() => Holder.Static;
    static void Copied(Holder from, S5[] to) => to[0] = from.Value;
}
