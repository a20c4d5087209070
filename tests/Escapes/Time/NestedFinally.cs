// N-23, NestedFinally, FinSpin: every finally block spins
// expect: time
static class Program
{
    static void Main()
    {
        try { try { try { while (true) { } } finally { while (true) { } } } finally { while (true) { } } }
        finally { while (true) { } }
    }
}
