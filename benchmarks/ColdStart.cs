using System.Diagnostics;
using System.Globalization;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>What a process pays that verifies for the first time: nothing is compiled, no type of the framework decoded.</summary>
internal static class ColdStart
{
    internal const string Argument = "cold-start";

    /// <summary>The rows of the table, of a fresh process.</summary>
    internal static IEnumerable<string> Measure(int threads)
    {
        return OwnProcess.Run(Argument, threads.ToString(CultureInfo.InvariantCulture))
            .Select(line => line.Split('\t'))
            .Select(row => $"| {row[0]}, {threads} thread{(threads == 1 ? "" : "s")} | {row[1]} | {row[2]} | {row[3]} |");
    }

    /// <summary>The part in the fresh process.</summary>
    internal static int Run(int threads, TextWriter output)
    {
        var images = LibrarySet.Load();
        var size = images.Sum(image => (long)image.Bytes.Length);
        AssemblyVerifier? verifier = null;
        var opening = Measurement.Of(() => verifier = new AssemblyVerifier(
            LibrarySet.Policy, LibrarySet.Catalog, Limits.Default with { MaxThreads = threads }));
        var hooks = new DirectoryHooks(LibrarySet.Folder);
        var first = Measurement.Of(() => verifier!.Verify(images[^1], hooks.FindModule));
        var others = Measurement.Of(() =>
        {
            foreach (var image in images.SkipLast(1))
            {
                verifier!.Verify(image, hooks.FindModule);
            }
        });
        Row("catalog and policy", opening, 0);
        Row($"the first assembly ({Path.GetFileNameWithoutExtension(images[^1].Name)})", first, images[^1].Bytes.Length);
        Row("the other assemblies", others, size - images[^1].Bytes.Length);
        Row("all of it", opening + first + others, size);
        return 0;

        void Row(string name, Measurement measured, long bytes) => output.WriteLine(
            $"{name}\t{measured.Milliseconds:F0}\t{measured.CpuMilliseconds:F0}\t{(bytes == 0 ? "" : $"{bytes / 1000 / measured.Milliseconds:F1}")}");
    }
}

/// <summary>This program in a process of its own.</summary>
internal static class OwnProcess
{
    internal static List<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OwnProcess).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return process.ExitCode == 0 ? [.. lines] : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
