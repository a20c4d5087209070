// D-12: a tree that is put into itself again and again doubles each time, in one call of the framework
// expect: memory
// grant: --max-alloc
// grant: 64MB
using System.Linq;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var root = new XElement("a", "x");
        while (true) root.Add(root.Nodes().ToArray());
    }
}
