// DeepCatch: three thousand frames whose handlers all spin
// expect: time
static class Program
{
    static void Spin() { while (true) { } }
    static void Deep(int n)
    {
        if (n == 0) { Spin(); }
        try { Deep(n - 1); } catch { Spin(); } finally { Spin(); }
    }
    static void Main() => Deep(3000);
}
