// U-09: memory of the stack by address; such images also ask for SkipVerification
// expect: refused RX3026
public class P { unsafe static int M() { int* p = stackalloc int[8]; return p[9]; } }
