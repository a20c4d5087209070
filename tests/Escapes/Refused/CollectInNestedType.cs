// U-02: a forbidden call in a nested type
// expect: refused RX2001
public class Outer { class Inner { static void M() => System.GC.Collect(); } }
