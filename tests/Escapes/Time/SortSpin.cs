// SortSpin, FormatSpin: the end comes wrapped by List.Sort
// expect: time
using System;
using System.Collections.Generic;
static class Program
{
    static void Main()
    {
        var list = new List<int> { 3, 1, 2 };
        while (true) { try { list.Sort((_, _) => { while (true) { } }); } catch (InvalidOperationException) { } }
    }
}
