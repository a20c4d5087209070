// B-09: a guest's own System.Type
// expect: refused RX2001 RX2005
public abstract class Fake : System.Type { }
