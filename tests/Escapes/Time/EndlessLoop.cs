// U-31: a loop that never ends
// expect: time
static class Program { static void Main() { while (true) { } } }
