using System;

namespace Hostile;

internal static class EnvironmentRead
{
    internal static void Main()
    {
        if (Environment.GetEnvironmentVariable("PATH") is { Length: > 0 } path)
        {
            Console.WriteLine($"ESCAPED: PATH is {path}");
        }
    }
}
