// B-07: new T() reaches a constructor that nobody named
// expect: refused RX2002 RX2012
public class P { static T Make<T>() where T : new() => new T(); static object M() => Make<System.Timers.Timer>(); }
