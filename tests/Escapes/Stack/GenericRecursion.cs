// N-24: recursion with ever deeper generic arguments
// expect: time
using System.Collections.Generic;
static class Program
{
    static void M<T>(int n) { M<List<T>>(n + 1); }
    static void Main() => M<int>(0);
}
