// U-15: a frame of locals that is larger than what the stack check leaves
// expect: refused RX3005
struct S0 { public long A, B, C, D, E, F, G, H; }
struct S1 { public S0 A, B, C, D, E, F, G, H; }
struct S2 { public S1 A, B, C, D, E, F, G, H; }
struct S3 { public S2 A, B, C, D, E, F, G, H; }
struct S4 { public S3 A, B, C, D, E, F, G, H; }
struct S5 { public S4 A, B, C, D, E, F, G, H; }
struct S6 { public S5 A, B, C, D, E, F, G, H; }
static class Program
{
    static long Use(ref S6 s) => s.A.B.C.D.E.F.G;
    static long Frame() { S6 local = default; return Use(ref local); }
    static int Main() => (int)Frame();
}
