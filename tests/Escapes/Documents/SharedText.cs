// D-03: a small tree whose text is huge, since its nodes share one string; the framework makes that text in one call
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var text = new string('<', 1_000_000);
        var root = new XElement("a");
        for (var i = 0; i < 10_000; i++) root.Add(new XElement("b", text));
        Console.WriteLine(string.Concat(root, "").Length);
    }
}
