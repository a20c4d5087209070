// D-08: names, which the process keeps: made one by one, read, and as namespaces and prefixes
// expect: exit 0
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
using System;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        Try(() => { for (var i = 0; i < 1_000_000; i++) _ = (XName)("a" + i); });
        Try(() => { for (var i = 0; i < 1_000_000; i++) _ = (XNamespace)("urn:" + i); });
        Try(() => XElement.Parse("<a>" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<b{i}/>")) + "</a>"));
        Try(() => new XElement("a", Enumerable.Range(0, 100).Select(i => new XAttribute(XNamespace.Xmlns + ("p" + i), "urn:p"))));
    }

    static void Try(Action run)
    {
        try { run(); Console.WriteLine("done"); } catch (XmlException) { Console.WriteLine("XmlException"); }
    }
}
