// U-33: swallow the end and go on, behind the handler
// expect: time
static class Program
{
    static void Main()
    {
    again:
        try { while (true) { } } catch { }
        goto again;
    }
}
