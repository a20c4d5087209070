// U-30: endless mutual recursion
// expect: stack
static class Program { static int A(int n) => B(n + 1) + 1; static int B(int n) => A(n) + 1; static int Main() => A(0); }
