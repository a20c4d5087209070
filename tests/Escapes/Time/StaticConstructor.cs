// Cctor, N-22: the end comes wrapped by a static constructor
// expect: time
static class Endless { public static readonly int Value; static Endless() { while (true) { } } }
static class Program
{
    static void Main() { while (true) { try { _ = Endless.Value; } catch (System.TypeInitializationException) { } } }
}
