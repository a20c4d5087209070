// XML: trees that are read, asked, built, changed and written, and documents piece by piece.
using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

const string Text = """
    <?xml version="1.0" encoding="utf-8"?>
    <!-- orders -->
    <orders xmlns:x="urn:extra" x:kind="all">
      <order id="1" date="2024-02-29T12:30:00Z"><item price="1.5">pen &amp; ink</item><item price="2">pad</item></order>
      <order id="2" x:late="true"><![CDATA[<raw>]]><item/></order>
      <?note keep?>
    </orders>
    """;
var document = XDocument.Parse(Text);
XNamespace extra = "urn:extra";
Console.WriteLine(document.Declaration);
Console.WriteLine(document.Root!.Attribute(extra + "kind")!.Value + " " + (string?)document.Root.Attribute("none"));
foreach (var order in document.Root.Elements("order"))
{
    Console.WriteLine($"{(int)order.Attribute("id")!} {(bool?)order.Attribute(extra + "late")} {(DateTime?)order.Attribute("date"):u} {order.Elements("item").Sum(item => (double?)item.Attribute("price") ?? 0)} {order.Value}");
}

Console.WriteLine(string.Join(",", document.Descendants().Select(element => element.Name)));
Console.WriteLine(string.Join(",", document.Root.Elements("order").Elements("item").Attributes("price").Select(price => (decimal)price)));
Console.WriteLine(document);
Console.WriteLine(document.ToString(SaveOptions.DisableFormatting));
Console.WriteLine(document.Root.Elements("order").First().ElementsAfterSelf().First().FirstNode!.NodeType);

// Built and changed.
var root = new XElement(
    "root",
    new XAttribute("when", new DateOnly(2024, 1, 2).ToString("O")),
    new XComment("made -- here"),
    Enumerable.Range(1, 3).Select(number => new XElement("n", number, new XAttribute("square", number * number))),
    "text", " and ", 1.5, true,
    null,
    new object[] { new XElement(extra + "inner", new XCData("a < b")), new List<string> { "p", "q" } });
Console.WriteLine(root);
root.Element("n")!.AddAfterSelf(new XElement("after"), "x", "y");
root.AddFirst(new XElement("first"), new XText("t"));
root.Add(root.Element("first"));
root.SetElementValue("added", 7);
root.SetAttributeValue("when", null);
root.SetAttributeValue("changed", 2.5m);
root.Element("after")!.ReplaceWith(new XElement("replaced"), new XElement("again"));
root.Elements("n").Where(n => (int)n > 1).Remove();
root.Elements("first").Last().Value = "<last>";
root.Element("replaced")!.ReplaceAll(new XAttribute("a", 1), "text", new XElement("b"));
root.Element("again")!.ReplaceNodes("only", "this");
root.Name = "renamed";
root.Nodes().OfType<XText>().First().Value += "!";
Console.WriteLine(root);
Console.WriteLine(new XElement(root).ToString() == root.ToString());
Console.WriteLine(root.Ancestors().Count() + " " + root.Element("n")!.Parent!.Name + " " + root.Element("n")!.IsBefore(root.Element("again")));
foreach (var (name, value) in root.Attributes().Select(attribute => (attribute.Name.LocalName, attribute.Value)))
{
    Console.WriteLine(name + "=" + value);
}

// Written and read again.
var made = new XDocument(new XDeclaration("1.0", "utf-8", "yes"), new XElement("a", new XElement("b", "é")));
var stream = new MemoryStream();
made.Save(stream);
stream.Position = 0;
Console.WriteLine(stream.Length + " " + XDocument.Load(stream).Root!.Value);
var writer = new StringWriter();
made.Save(writer, SaveOptions.DisableFormatting);
Console.WriteLine(writer);
Console.WriteLine(XElement.Load(new StringReader("<a>  <b/> </a>"), LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).ToString(SaveOptions.DisableFormatting));
Console.WriteLine(((IXmlLineInfo)XElement.Parse("<a>\n  <b/></a>", LoadOptions.SetLineInfo).Element("b")!).LineNumber);

// Piece by piece.
var output = new StringBuilder();
using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, IndentChars = "\t", OmitXmlDeclaration = true, NewLineChars = "\n" }))
{
    xml.WriteStartElement("list", "urn:l");
    for (var i = 0; i < 2; i++)
    {
        xml.WriteStartElement("i");
        xml.WriteAttributeString("n", i.ToString());
        xml.WriteElementString("v", "<" + i + ">");
        xml.WriteEndElement();
    }

    new XElement("tree", "x").WriteTo(xml);
    xml.WriteComment("end");
}

Console.WriteLine(output);
using (var reader = XmlReader.Create(new StringReader(output.ToString()), new XmlReaderSettings { IgnoreWhitespace = true, IgnoreComments = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }))
{
    while (reader.Read())
    {
        Console.Write($"{reader.Depth}{reader.NodeType}:{reader.Name}={reader.Value};");
        if (reader.NodeType == XmlNodeType.Element && reader.MoveToFirstAttribute())
        {
            Console.Write($"[{reader.LocalName}={reader.Value}]");
            reader.MoveToElement();
        }
    }
}

Console.WriteLine();
using (var reader = XmlReader.Create(new MemoryStream(Encoding.UTF8.GetBytes("<r><i k='1'>3</i><i k='2'>4</i></r>"))))
{
    reader.MoveToContent();
    reader.ReadStartElement("r");
    while (reader.IsStartElement("i"))
    {
        Console.WriteLine(reader.GetAttribute("k") + ((XElement)XNode.ReadFrom(reader)).Value);
    }
}

foreach (var wrong in new[] { "<a>", "<a b='1' b='2'/>", "<a>&none;</a>", "" })
{
    try
    {
        Console.WriteLine(XElement.Parse(wrong));
    }
    catch (XmlException e)
    {
        Console.WriteLine(e.LineNumber + ":" + e.LinePosition);
    }
}
