// N-37, B-10: a dependency that names itself as the framework's core
// expect: refused RX1008
// assembly: Helper
namespace System { public class Console2 { } }
public class Entry { public static int One() => 1; }
// assembly: Attack
public class P { static int M() => Entry.One(); }
