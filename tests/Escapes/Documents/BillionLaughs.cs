// D-01: entities of entities of entities, and one that is a file: documents have no types, and nothing resolves anything
// expect: exit 0
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
// output: XmlException
using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var laughs = "<!DOCTYPE a [<!ENTITY l0 \"ha\">" + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY l{i} \"" + string.Concat(Enumerable.Repeat($"&l{i - 1};", 10)) + "\">")) + "]><a>&l9;</a>";
        var file = "<!DOCTYPE a [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&f;</a>";
        var open = new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, MaxCharactersFromEntities = 0, MaxCharactersInDocument = 0 };
        Try(() => XElement.Parse(laughs).Value);
        Try(() => XDocument.Parse(file, LoadOptions.SetBaseUri).Root!.Value);
        Try(() => XDocument.Load(new MemoryStream(Encoding.UTF8.GetBytes(file))).Root!.Value);
        Try(() => Read(XmlReader.Create(new StringReader(laughs), open)));
        Try(() => Read(XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(file)), open)));
        open.DtdProcessing = DtdProcessing.Ignore;
        Try(() => Read(XmlReader.Create(new StringReader("<!DOCTYPE a SYSTEM \"http://localhost/a.dtd\"><a/>"), open)));
    }

    static string Read(XmlReader reader) { while (reader.Read()) { } return "read"; }

    static void Try(Func<string> run)
    {
        try { Console.WriteLine(run()); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }
    }
}
