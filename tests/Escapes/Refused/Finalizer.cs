// U-14: code on the finalizer thread
// expect: refused RX2001 RX2008
public class P { ~P() { } }
