// U-29: endless recursion
// expect: stack
static class Program { static int M(int n) => M(n + 1) + 1; static int Main() => M(0); }
