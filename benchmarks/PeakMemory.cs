using System.Diagnostics;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>How much memory verification takes at its peak, beyond what the process held when it began.</summary>
internal static class PeakMemory
{
    internal const string Argument = "peak-memory";

    /// <summary>The rows of the table: the largest library, and the largest synthetic image.</summary>
    internal static IEnumerable<string> Measure()
    {
        var largest = LibrarySet.Load().MaxBy(image => image.Bytes.Length)!;
        yield return Row(Path.GetFileNameWithoutExtension(largest.Name), largest.Name);
        var folder = Directory.CreateTempSubdirectory("rexec-il-benchmarks-");
        try
        {
            var synthetic = RepeatedCode.Compile(RepeatedCode.Repetitions[^1]);
            var path = Path.Combine(folder.FullName, "Repeated.dll");
            File.WriteAllBytes(path, synthetic.Bytes.ToArray());
            yield return Row($"the code repeated {RepeatedCode.Repetitions[^1]} times", path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The part in the fresh process.</summary>
    internal static int Run(string path, TextWriter output)
    {
        using var process = Process.GetCurrentProcess();
        var verifier = new AssemblyVerifier(LibrarySet.Policy, LibrarySet.Catalog);
        var hooks = new DirectoryHooks(Path.GetDirectoryName(path)!);
        var image = hooks.FindModule(Path.GetFileNameWithoutExtension(path))!;
        process.Refresh();
        var before = process.PeakWorkingSet64;
        var verdicts = verifier.Verify(image, hooks.FindModule);
        process.Refresh();
        var (peak, size) = (process.PeakWorkingSet64 - before, verdicts.Sum(verdict => (long)hooks.FindModule(verdict.Assembly)!.Bytes.Length));
        output.WriteLine($"{size / 1000}\t{peak / 1000}\t{(double)peak / size:F1}");
        return 0;
    }

    private static string Row(string name, string path)
    {
        var fields = OwnProcess.Run(Argument, path)[0].Split('\t');
        return $"| {name} | {fields[0]} | {fields[1]} | {fields[2]} |";
    }
}
