// D-07: descendants of descendants of descendants, which the framework runs through by itself
// expect: time
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
static class Program
{
    static void Main()
    {
        var root = new XElement("a");
        for (var i = 0; i < 250; i++) root = new XElement("a", root);
        IEnumerable<XElement> all = root.DescendantsAndSelf();
        for (var i = 0; i < 8; i++) all = all.Descendants();
        _ = all.Count();
    }
}
