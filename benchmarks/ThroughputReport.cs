using System.Diagnostics;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary>The tables of docs/performance.md: <c>verify-throughput [stages] [whole] [cold] [scaling] [memory]</c>, all by default.</summary>
internal static class ThroughputReport
{
    private const int WarmUps = 1;
    private const int Rounds = 3;
    private const double Megabyte = 1e6;

    internal static int Print(string[] tables, TextWriter output)
    {
        var images = LibrarySet.Load();
        var size = images.Sum(image => (long)image.Bytes.Length);
        output.WriteLine($"{images.Count} assemblies, {size / Megabyte:F1} MB; medians of {Rounds}; CPU is the time of all threads of the process");
        foreach (var (table, print) in new (string, Action)[]
        {
            ("stages", () => PrintStages(images, output)),
            ("whole", () => PrintWhole(images, output)),
            ("cold", () => PrintCold(output)),
            ("scaling", () => PrintScaling(output)),
            ("memory", () => PrintMemory(output)),
        })
        {
            if (tables.Length == 0 || tables.Contains(table))
            {
                print();
            }
        }

        return 0;
    }

    private static void PrintStages(IReadOnlyList<GuestImage> images, TextWriter output)
    {
        var stages = new Stages(images, LibrarySet.Catalog, LibrarySet.Policy, Limits.Default with { MaxThreads = 1 });
        stages.Screen();
        stages.Read();
        output.WriteLine();
        output.WriteLine("| stage, warm | ms | CPU ms | of it collections | MB/s | us a body | allocated / image size |");
        output.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        var whole = default(Measurement);
        foreach (var (name, run) in new (string, Action)[]
        {
            ("screen", stages.Screen),
            ("read the model", stages.Read),
            ("policy", () => stages.CheckPolicy()),
            ("type safety", () => stages.CheckTypes()),
        })
        {
            var measured = Measurement.Median(WarmUps, Rounds, run);
            whole += measured;
            Row(name, measured);
        }

        Row("all stages", whole);

        void Row(string name, Measurement measured) => output.WriteLine(
            $"| {name} | {measured.Milliseconds:F0} | {measured.CpuMilliseconds:F0} | {measured.CollectionMilliseconds:F0} | {stages.Size / Megabyte * 1000 / measured.Milliseconds:F1} | "
            + $"{measured.Milliseconds * 1000 / stages.Bodies:F2} | {measured.Allocated / stages.Size:F1} |");
    }

    private static void PrintWhole(IReadOnlyList<GuestImage> images, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| whole verification, warm | ms | CPU ms | MB/s | allocated / image size |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var threads in new[] { 1, 2 })
        {
            // A library is verified with what it needs: the same bytes count again for each library that needs them.
            var verifier = new AssemblyVerifier(LibrarySet.Policy, LibrarySet.Catalog, Limits.Default with { MaxThreads = threads });
            var hooks = new DirectoryHooks(LibrarySet.Folder);
            var sizes = images.ToDictionary(image => Path.GetFileNameWithoutExtension(image.Name), image => (long)image.Bytes.Length, StringComparer.OrdinalIgnoreCase);
            var verified = images.Sum(image => verifier.Verify(image, hooks.FindModule).Sum(verdict => sizes[verdict.Assembly]));
            var measured = Measurement.Median(WarmUps, Rounds, () =>
            {
                foreach (var image in images)
                {
                    verifier.Verify(image, hooks.FindModule);
                }
            });
            output.WriteLine($"| AssemblyVerifier.Verify, {threads} thread{(threads == 1 ? "" : "s")}, {verified / Megabyte:F1} MB | "
                + $"{measured.Milliseconds:F0} | {measured.CpuMilliseconds:F0} | {verified / Megabyte * 1000 / measured.Milliseconds:F1} | {measured.Allocated / verified:F1} |");
        }
    }

    private static void PrintCold(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| first verification in a fresh process | ms | CPU ms | MB/s |");
        output.WriteLine("|---|---:|---:|---:|");
        foreach (var threads in new[] { 1, 2 })
        {
            foreach (var line in ColdStart.Measure(threads))
            {
                output.WriteLine(line);
            }
        }
    }

    private static void PrintScaling(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| the same code repeated | KB | ms | MB/s | time / time of 1x / repetitions |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        var verifier = new AssemblyVerifier(LibrarySet.Policy, LibrarySet.Catalog, Limits.Default with { MaxThreads = 1 });
        var first = 0.0;
        foreach (var repetitions in RepeatedCode.Repetitions)
        {
            var image = RepeatedCode.Compile(repetitions);
            var measured = Measurement.Median(3, 5, () => verifier.Verify(image, static _ => null));
            first = first == 0 ? measured.Milliseconds : first;
            output.WriteLine($"| {repetitions} | {image.Bytes.Length / 1000} | {measured.Milliseconds:F1} | "
                + $"{image.Bytes.Length / 1000 / measured.Milliseconds:F1} | {measured.Milliseconds / first / repetitions:F2} |");
        }
    }

    private static void PrintMemory(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("| peak memory of a fresh process beyond what it held before | images verified, KB | peak, KB | peak / size of images |");
        output.WriteLine("|---|---:|---:|---:|");
        foreach (var line in PeakMemory.Measure())
        {
            output.WriteLine(line);
        }
    }
}

/// <summary>What one run took.</summary>
/// <param name="Milliseconds">By the clock.</param>
/// <param name="CpuMilliseconds">Of all threads.</param>
/// <param name="CollectionMilliseconds">While threads stood still for garbage collections.</param>
/// <param name="Allocated">Bytes on the managed heap, freed or not.</param>
internal readonly record struct Measurement(double Milliseconds, double CpuMilliseconds, double CollectionMilliseconds, double Allocated)
{
    internal static Measurement Median(int warmUps, int rounds, Action run)
    {
        for (var round = 0; round < warmUps; round++)
        {
            run();
        }

        var measured = Enumerable.Range(0, rounds).Select(_ => Of(run)).ToList();
        return new Measurement(
            Middle(measured.Select(each => each.Milliseconds)),
            Middle(measured.Select(each => each.CpuMilliseconds)),
            Middle(measured.Select(each => each.CollectionMilliseconds)),
            Middle(measured.Select(each => each.Allocated)));
    }

    internal static Measurement Of(Action run)
    {
        var (cpu, paused, allocated, watch) =
            (Environment.CpuUsage.TotalTime, GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes(), Stopwatch.StartNew());
        run();
        return new Measurement(
            watch.Elapsed.TotalMilliseconds,
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds,
            (GC.GetTotalPauseDuration() - paused).TotalMilliseconds,
            GC.GetTotalAllocatedBytes() - allocated);
    }

    public static Measurement operator +(Measurement left, Measurement right) => new(
        left.Milliseconds + right.Milliseconds, left.CpuMilliseconds + right.CpuMilliseconds, left.CollectionMilliseconds + right.CollectionMilliseconds, left.Allocated + right.Allocated);

    private static double Middle(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
}
