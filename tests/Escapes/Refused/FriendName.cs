// B-04: an assembly with the name of a friend of the framework
// expect: refused RX1003 RX1004 RX1007
// assembly: System.Private.CoreLib
public class P { }
