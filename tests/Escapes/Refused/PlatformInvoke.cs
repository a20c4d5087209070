// U-13: native code, never called
// expect: refused RX2003
using System.Runtime.InteropServices;
public class P { [DllImport("libc")] static extern int getpid(); }
