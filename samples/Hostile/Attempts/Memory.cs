using System;

namespace Hostile;

internal static class Memory
{
    internal static unsafe void Main()
    {
        var value = 1;
        var beyond = *(&value + 1000);
        Console.WriteLine($"ESCAPED: read {beyond} from someone else's memory");
    }
}
