using System;

namespace Hostile;

internal static class TypeByName
{
    internal static void Main()
    {
        if (Type.GetType("System.Diagnostics.Process, System.Diagnostics.Process") is { } process)
        {
            Console.WriteLine($"ESCAPED: found {process}");
        }
    }
}
