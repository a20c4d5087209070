// U-12: a guest's own delegate on another thread
// expect: refused RX2001
public delegate void Work();
public class P { static void M(Work work) => work.BeginInvoke(null, null); }
