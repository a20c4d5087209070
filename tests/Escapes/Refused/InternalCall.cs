// N-05: a method of the runtime itself
// expect: refused RX2003
using System.Runtime.CompilerServices;
public class P { [MethodImpl(MethodImplOptions.InternalCall)] static extern int Nothing(); }
