using System.Diagnostics;

namespace Hostile;

internal static class ProcessStart
{
    internal static void Main()
    {
        Process.Start("/bin/sh", ["-c", "echo ESCAPED: started a process"])?.WaitForExit();
    }
}
