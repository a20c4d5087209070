// D-02: trees as deep as the stack: read, built from the leaf, built from the root, joined, and written piece by piece
// expect: exit 0
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
// output: 256
using System;
using System.Linq;
using System.Text;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        Try(() => XElement.Parse(string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000))));
        Try(() => { var e = new XElement("a"); for (var i = 0; i < 200_000; i++) e = new XElement("a", e); return e; });
        Try(() => { var root = new XElement("a"); var e = root; for (var i = 0; i < 200_000; i++) { var child = new XElement("a"); e.Add(child); e = child; } return root; });
        Try(() => { var root = new XElement("a"); var e = root; for (var i = 0; i < 200_000; i++) { e.SetElementValue("a", ""); e = e.Element("a")!; } return root; });
        Try(() => { var one = Deep(200); one.DescendantsAndSelf().Last().AddFirst(Deep(200)); return one; });
        Console.WriteLine(Deep(256).DescendantsAndSelf().Count());
    }

    static XElement Deep(int depth) { var e = new XElement("a"); while (--depth > 0) e = new XElement("a", e); return e; }

    static void Try(Func<XElement> run)
    {
        try { Console.WriteLine(run().ToString().Length); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }
    }
}
