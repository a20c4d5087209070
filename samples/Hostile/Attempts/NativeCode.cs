using System;
using System.Runtime.InteropServices;

namespace Hostile;

internal static class NativeCode
{
    [DllImport("libc", EntryPoint = "getpid")]
    private static extern int GetProcessId();

    internal static void Main() => Console.WriteLine($"ESCAPED: native code says {GetProcessId()}");
}
