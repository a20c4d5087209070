// S-30: Finalize of the base and of this, called and taken
// expect: refused RX2001 RX2008
// in: P Finalize
public class P { ~P() { System.Console.WriteLine(); } }
