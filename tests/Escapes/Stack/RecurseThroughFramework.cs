// S-33: recursion through the framework: formatting calls ToString calls formatting
// expect: stack
sealed class Loop { public override string ToString() => $"{this}"; }
static class Program { static void Main() => System.Console.WriteLine(new Loop()); }
