// D-06: an array that holds itself as content, and an element that is put into itself while it is run through
// expect: exit 0
// output: XmlException
// output: 4
using System;
using System.Xml;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var array = new object[1];
        array[0] = array;
        try { _ = new XElement("a", array); } catch (XmlException) { Console.WriteLine("XmlException"); }
        var root = new XElement("a", new XElement("b"), new XElement("c"));
        root.AddFirst(root.Elements());
        Console.WriteLine(root.Nodes().Count());
    }

    static int Count(this System.Collections.Generic.IEnumerable<XNode> nodes) { var count = 0; foreach (var _ in nodes) count++; return count; }
}
