// N-21: static constructors that need each other, without a call to be guarded
// expect: stack
class Generic<T> { public static int Value = Generic<Generic<T>>.Value + 1; static Generic() { } }
static class Program { static int Main() => Generic<int>.Value; }
