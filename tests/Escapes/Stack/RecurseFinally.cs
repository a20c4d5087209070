// RecurseFinally: two to the power of depth by finally blocks
// expect: stack
static class Program
{
    static void M() { try { M(); } finally { M(); } }
    static void Main() => M();
}
