// U-16: a huge struct as an argument of the framework, and no local at all
// expect: refused RX3005
using System.Collections.Generic;
struct S0 { public long A, B, C, D, E, F, G, H; }
struct S1 { public S0 A, B, C, D, E, F, G, H; }
struct S2 { public S1 A, B, C, D, E, F, G, H; }
struct S3 { public S2 A, B, C, D, E, F, G, H; }
struct S4 { public S3 A, B, C, D, E, F, G, H; }
struct S5 { public S4 A, B, C, D, E, F, G, H; }
struct S6 { public S5 A, B, C, D, E, F, G, H; }
static class Program
{
    static S6 value;
    static int Main() { var map = new Dictionary<int, S6>(); map.Add(1, value); return map.Count; }
}
