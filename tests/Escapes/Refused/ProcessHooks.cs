// N-46: code that runs after the guest
// expect: refused RX2001 RX2002
using System;
public class P { static void M() { AppDomain.CurrentDomain.ProcessExit += (_, _) => { }; AppDomain.CurrentDomain.UnhandledException += (_, _) => { }; } }
