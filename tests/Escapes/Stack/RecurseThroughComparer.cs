// S-33: recursion through the framework's sort
// expect: stack
using System.Collections.Generic;
static class Program
{
    static int Compare(int a, int b) { new List<int> { 1, 2, 3 }.Sort(Compare); return 0; }
    static void Main() => Compare(1, 2);
}
