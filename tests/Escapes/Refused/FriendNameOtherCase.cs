// B-04, N-37: the same in other letters
// expect: refused RX1003 RX1004 RX1007
// assembly: system.private.corelib
public class P { }
