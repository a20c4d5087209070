// U-53, N-05: a method without a body
// expect: refused RX2003
public class P { static extern int Nothing(); }
