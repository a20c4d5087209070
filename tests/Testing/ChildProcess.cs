using System.Diagnostics;
using System.Text;

namespace RExecIL.Testing;

/// <summary>Runs a program to its end.</summary>
public static class ChildProcess
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The host that runs these tests, for <c>dotnet exec</c>.</summary>
    public static string Dotnet { get; } =
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host
        : Path.GetFullPath(Path.Combine(
            Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..",
            OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>Starts a program, feeds it, and waits for its end.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments, unquoted.</param>
    /// <param name="standardInput">All it can read; default nothing.</param>
    /// <param name="timeout">After which it is killed with its children; default one minute.</param>
    /// <param name="workingDirectory">Where it starts; default here.</param>
    /// <param name="environment">Variables to set, or with null to remove.</param>
    /// <exception cref="TimeoutException">The time was up.</exception>
    public static ChildProcessResult Run(
        string file,
        IReadOnlyList<string> arguments,
        string standardInput = "",
        TimeSpan? timeout = null,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start.");
        var output = ReadAll(process.StandardOutput.BaseStream);
        var error = ReadAll(process.StandardError.BaseStream);
        var input = Feed(process.StandardInput.BaseStream, standardInput);

        if (!process.WaitForExit(timeout ?? DefaultTimeout))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new TimeoutException(
                $"{file} {string.Join(' ', arguments)} was killed after {timeout ?? DefaultTimeout}. " +
                $"Output: {Encoding.UTF8.GetString(output.GetAwaiter().GetResult())}" +
                $"Error: {Encoding.UTF8.GetString(error.GetAwaiter().GetResult())}");
        }

        input.GetAwaiter().GetResult();
        return new ChildProcessResult(process.ExitCode, output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    private static async Task<byte[]> ReadAll(Stream stream)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes).ConfigureAwait(false);
        return bytes.ToArray();
    }

    private static async Task Feed(Stream stream, string text)
    {
        try
        {
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(text)).ConfigureAwait(false);
            }
        }
        catch (IOException)
        {
            // The program ended without reading its input: its right.
        }
    }
}

/// <summary>How a program ended and what it wrote.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="OutputBytes">Its standard output, byte for byte.</param>
/// <param name="ErrorBytes">Its standard error, byte for byte.</param>
public sealed record ChildProcessResult(int ExitCode, byte[] OutputBytes, byte[] ErrorBytes)
{
    /// <summary>Standard output as text.</summary>
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    /// <summary>Standard error as text.</summary>
    public string Error => Encoding.UTF8.GetString(ErrorBytes);

    /// <inheritdoc/>
    public override string ToString() => $"exit code {ExitCode}\n--- output\n{Output}\n--- error\n{Error}";
}
