// D-10: documents by path and address, resolvers, schemas, types of documents, events and the older interfaces
// expect: refused RX2001
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using System.Xml.Serialization;
using System.Xml.XPath;
static class Program
{
    static void Main()
    {
        _ = XDocument.Load("/etc/passwd");
        _ = XElement.Load("http://localhost/");
        new XElement("a").Save("/tmp/a.xml");
        _ = XmlReader.Create("/etc/passwd");
        _ = XmlWriter.Create("/tmp/a.xml");
        _ = new XmlUrlResolver();
        new XmlReaderSettings().Schemas.Add("urn:a", "/etc/passwd");
        new XmlDocument().LoadXml("<a/>");
        _ = new XPathDocument("/etc/passwd");
        _ = new XmlSerializer(typeof(object));
        new XElement("a").Changed += (_, _) => { };
        _ = XNode.DeepEquals(new XElement("a"), new XElement("a"));
        _ = new XStreamingElement("a");
        _ = new XDocumentType("a", null, "/etc/passwd", null);
        _ = new XElement("a").CreateWriter();
    }
}
