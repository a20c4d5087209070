// D-11: readers, writers and streams of the guest's own, which the framework would call back
// expect: refused RX2005
using System.IO;
using System.Xml;
sealed class OwnReader : StringReader { public OwnReader() : base("<a/>") { } public override int Read(char[] buffer, int index, int count) => base.Read(buffer, index, count); }
sealed class OwnStream : MemoryStream { public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, count); }
static class Program
{
    static void Main()
    {
        _ = XmlReader.Create(new OwnReader()).Read();
        _ = XmlReader.Create(new OwnStream()).Read();
    }
}
