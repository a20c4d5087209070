// FinallyCatch: a finally block with a swallowing loop of its own
// expect: time
static class Program
{
    static void Main()
    {
        try { while (true) { } }
        finally { while (true) { try { while (true) { } } catch { } } }
    }
}
