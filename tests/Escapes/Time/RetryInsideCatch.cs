// U-32, CatchAll: swallow the end and go on, from inside the handler
// expect: time
static class Program
{
    static void Main()
    {
    again:
        try { while (true) { } } catch { goto again; }
    }
}
