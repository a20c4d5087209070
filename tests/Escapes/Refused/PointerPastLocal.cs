// U-10, U-11: reading and writing past a local; such images also ask for SkipVerification
// expect: refused RX3013
public class P { unsafe static int M() { int a = 1; int* p = &a; p[1] = 2; return p[-1]; } }
