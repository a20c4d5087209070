// D-09: a writer with a million open elements, closed at once: each gets as many blanks as there are around it
// expect: memory
// grant: --max-alloc
// grant: 256MB
using System.IO;
using System.Xml;
static class Program
{
    static void Main()
    {
        using var writer = XmlWriter.Create(new MemoryStream(), new XmlWriterSettings { Indent = true, IndentChars = new string(' ', 64) });
        for (var i = 0; i < 1_000_000; i++) writer.WriteStartElement("a");
        writer.WriteEndDocument();
    }
}
