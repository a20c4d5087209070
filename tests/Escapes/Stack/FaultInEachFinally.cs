// DeepCatch: while the guest is being ended, each finally block throws by itself, without a call
// expect: stack
static class Program
{
    static int zero, result;
    static void Deep() { try { Deep(); } finally { result = 1 / zero; } }
    static void Main() => Deep();
}
