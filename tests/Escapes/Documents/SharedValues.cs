// D-04: as D-03, with attributes, names, comments and copies of whole trees
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System;
using System.Linq;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var name = XName.Get(new string('n', 1_000), new string('&', 1_000));
        var root = new XElement("a");
        for (var i = 0; i < 16; i++) root.Add(new XElement(name, new XAttribute(name, name.NamespaceName), root.Nodes(), new XComment(name.LocalName)));
        Console.WriteLine(((object)root).ToString()!.Length);
    }
}
