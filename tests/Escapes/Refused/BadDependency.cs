// B-10: a dependency is checked like the assembly itself
// expect: refused RX2001
// assembly: Helper
public class Entry { public static void One() => System.Diagnostics.Process.Start("sh"); }
// assembly: Attack
public class P { static void M() => Entry.One(); }
