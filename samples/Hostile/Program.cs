namespace Hostile;

internal static class Program
{
    private static void Main()
    {
        FileWrite.Main();
        ProcessStart.Main();
        Reflection.Main();
        NativeCode.Main();
        TypeByName.Main();
        EnvironmentRead.Main();
        ThreadStart.Main();
        Memory.Main();
        Exit.Main();
    }
}
