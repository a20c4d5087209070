using System;

namespace Hostile;

// Not refused: the program ends, its host does not.
internal static class Exit
{
    internal static void Main()
    {
        Environment.Exit(7);
        Console.WriteLine("ESCAPED: ran on after its end");
    }
}
