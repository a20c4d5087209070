using System;
using System.Linq;
using System.Reflection;

namespace Hostile;

internal static class Reflection
{
    internal static void Main()
    {
        var file = typeof(object).Assembly.GetTypes().First(type => type.Name == "Fi" + "le");
        file.GetMethod("Delete", BindingFlags.Public | BindingFlags.Static)!.Invoke(null, ["/tmp/rexec-il-victim"]);
        Console.WriteLine("ESCAPED: called a method by reflection");
    }
}
