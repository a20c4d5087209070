using System;
using System.IO;

namespace Hostile;

internal static class FileWrite
{
    internal static void Main()
    {
        File.WriteAllText(Path.Combine(Path.GetTempPath(), "rexec-il-was-here.txt"), "written by a guest");
        Console.WriteLine("ESCAPED: wrote a file");
    }
}
