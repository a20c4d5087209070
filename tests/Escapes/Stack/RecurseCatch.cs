// RecurseCatch: the end at the bottom is swallowed and tried again on each level
// expect: stack
static class Program
{
    static void M() { try { M(); } catch { M(); } }
    static void Main() => M();
}
