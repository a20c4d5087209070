using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for <see cref="Environment"/>: what the sandbox knows, and nothing about the host's user or machine.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class EnvironmentShims
{
    /// <summary>The name of the program as guests see it: Python's rexec set <c>sys.argv</c> to it.</summary>
    private const string ProgramName = "RESTRICTED";

    /// <summary>What <c>Environment.FailFast</c> ends with: the code of SIGABRT.</summary>
    private const int FailFastCode = 134;

    /// <summary>Stands in for <see cref="Environment.Exit(int)"/>: ends the sandbox, not the process.</summary>
    [DoesNotReturn]
    public static void Exit(int exitCode, Sandbox sandbox) => End(TerminationCause.Exit, exitCode, sandbox);

    /// <summary>Stands in for <see cref="Environment.FailFast(string)"/>: ends the sandbox, not the process.</summary>
    [DoesNotReturn]
    public static void FailFast(string? message, Sandbox sandbox) => FailFast(message, exception: null, sandbox);

    /// <summary>
    /// Stands in for <see cref="Environment.FailFast(string, Exception)"/>: ends the sandbox, not the process.
    /// </summary>
    [DoesNotReturn]
    public static void FailFast(string? message, Exception? exception, Sandbox sandbox)
    {
        sandbox.ThrowIfTerminating();

        // The exception's own text is not asked for: it would run guest code in the middle of its end.
        _ = exception;
        sandbox.Console.Error.WriteLine("Process terminated. " + message);
        End(TerminationCause.FailFast, FailFastCode, sandbox);
    }

    /// <inheritdoc cref="Environment.TickCount"/>
    public static int get_TickCount(Sandbox sandbox) => unchecked((int)sandbox.Clock.Milliseconds);

    /// <inheritdoc cref="Environment.TickCount64"/>
    public static long get_TickCount64(Sandbox sandbox) => sandbox.Clock.Milliseconds;

    /// <inheritdoc cref="Environment.ExitCode"/>
    public static int get_ExitCode(Sandbox sandbox) => sandbox.ExitCode;

    /// <inheritdoc cref="Environment.ExitCode"/>
    public static void set_ExitCode(int value, Sandbox sandbox) => sandbox.SetExitCode(value);

    /// <inheritdoc cref="Environment.GetCommandLineArgs()"/>
    public static string[] GetCommandLineArgs(Sandbox sandbox) => [ProgramName, .. sandbox.Arguments];

    /// <inheritdoc cref="Environment.CommandLine"/>
    public static string get_CommandLine(Sandbox sandbox)
    {
        var line = new StringBuilder(ProgramName);
        foreach (var argument in sandbox.Arguments)
        {
            var needsQuotes = argument.Length == 0 || argument.Any(char.IsWhiteSpace) || argument.Contains('"');
            line.Append(' ').Append(needsQuotes
                ? "\"" + argument.Replace("\"", "\\\"", StringComparison.Ordinal) + "\""
                : argument);
        }

        return line.ToString();
    }

    /// <inheritdoc cref="Environment.GetEnvironmentVariable(string)"/>
    public static string? GetEnvironmentVariable(string variable, Sandbox sandbox) => sandbox.Environment.Get(variable);

    /// <inheritdoc cref="Environment.GetEnvironmentVariables()"/>
    public static IDictionary GetEnvironmentVariables(Sandbox sandbox) => sandbox.Environment.All();

    /// <inheritdoc cref="Environment.SetEnvironmentVariable(string, string)"/>
    public static void SetEnvironmentVariable(string variable, string? value, Sandbox sandbox) =>
        sandbox.Environment.Set(variable, value);

    /// <inheritdoc cref="Environment.ExpandEnvironmentVariables(string)"/>
    public static string ExpandEnvironmentVariables(string name, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(name);
        var result = new StringBuilder();
        var position = 0;
        while (name.IndexOf('%', position) is >= 0 and var open && name.IndexOf('%', open + 1) is >= 0 and var close)
        {
            sandbox.ThrowIfTerminating();
            var value = close > open + 1 ? sandbox.Environment.Get(name[(open + 1)..close]) : null;
            result.Append(name, position, open - position).Append(value ?? name[open..close]);
            position = value is null ? close : close + 1;
        }

        return result.Append(name, position, name.Length - position).ToString();
    }

    /// <inheritdoc cref="Environment.CurrentDirectory"/>
    public static string get_CurrentDirectory(Sandbox sandbox) => sandbox.Files.CurrentDirectory;

    /// <inheritdoc cref="Environment.CurrentDirectory"/>
    public static void set_CurrentDirectory(string value, Sandbox sandbox) =>
        DirectoryShims.SetCurrentDirectory(value, sandbox);

    /// <summary>Stands in for <see cref="Environment.ProcessorCount"/>: a guest runs on one thread.</summary>
    public static int get_ProcessorCount() => 1;

    /// <summary>
    /// Stands in for <see cref="Environment.StackTrace"/>: empty, since the frames below are the host's.
    /// </summary>
    public static string get_StackTrace() => "";

    /// <summary>Stands in for <see cref="Environment.HasShutdownStarted"/>.</summary>
    public static bool get_HasShutdownStarted() => false;

    /// <summary>Stands in for <see cref="Environment.UserInteractive"/>.</summary>
    public static bool get_UserInteractive() => false;

    [DoesNotReturn]
    private static void End(TerminationCause cause, int exitCode, Sandbox sandbox)
    {
        sandbox.Terminate(cause, exitCode);
        throw new GuestTerminationException(sandbox.Cause);
    }
}
