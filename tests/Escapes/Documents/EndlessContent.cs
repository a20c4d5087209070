// D-05: content without end, that the framework would gather
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System.Linq;
using System.Xml.Linq;
static class Program
{
    static void Main() => _ = new XElement("a", Enumerable.Repeat<object>("text", int.MaxValue));
}
