namespace RExecIL.Testing;

/// <summary>The command line that tests run as a child process.</summary>
public static class TestedTool
{
    /// <summary>
    /// <c>rexec-il.dll</c>: the one beside the tests, or another that <c>REXEC_IL_TESTED_TOOL</c> names, say that of the packed tool,
    /// which starts faster.
    /// </summary>
    public static string Path { get; } = Environment.GetEnvironmentVariable("REXEC_IL_TESTED_TOOL") is { Length: > 0 } named
        ? System.IO.Path.GetFullPath(named)
        : System.IO.Path.Combine(AppContext.BaseDirectory, "rexec-il.dll");
}
