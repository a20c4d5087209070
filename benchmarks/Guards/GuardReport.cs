using System.Diagnostics;
using System.Globalization;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Benchmarks;

/// <summary><c>guards</c>: what the guards cost, kernel by kernel, against the same code without them.</summary>
/// <remarks>
/// All variants run in one process and in turn, three copies of each that are loaded one by one; the least time of a copy
/// counts, and of the copies the median. Ratios are to the code in a collectible context, where guests live.
/// </remarks>
internal static class GuardReport
{
    private const int Copies = 3;
    private const int Rounds = 9;

    internal static int Print(TextWriter output)
    {
        var image = Compile("Kernels.txt");
        var catalog = InstalledRuntime.CatalogWith([typeof(IKernels).Assembly]);
        var quota = new Quota { MaxTime = TimeSpan.FromMinutes(10), MaxAllocation = 1L << 40 };
        var options = new RexecOptions
        {
            Policy = Policy.Preset("script", catalog),
            Catalog = catalog,
            Contracts = [typeof(IKernels).Assembly],
            Quota = quota,
        };
        var rexec = new Rexec(options);
        var guests = Enumerable.Range(0, Copies).Select(_ => Load(rexec, image)).ToList();
        var metering = new Rexec(options with { Quota = quota with { MaxFuel = long.MaxValue } });
        var metered = Enumerable.Range(0, Copies).Select(_ => Load(metering, image)).ToList();
        var collectible = Enumerable.Range(0, Copies).Select(_ => Plain(image, isCollectible: true)).ToList();
        var plain = Enumerable.Range(0, Copies).Select(_ => Plain(image, isCollectible: false)).ToList();

        output.WriteLine("| kernel | collectible, ms | guarded / collectible | with fuel / collectible | plain / collectible |");
        output.WriteLine("|---|---:|---:|---:|---:|");
        var (guardedLog, meteredLog, plainLog, worst, worstMetered) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var kernel = 0; kernel < plain[0].Count; kernel++)
        {
            var expected = plain[0].Run(kernel);
            var times = new double[4, Copies];
            for (var copy = 0; copy < Copies; copy++)
            {
                (times[0, copy], times[1, copy], times[2, copy], times[3, copy]) = (double.MaxValue, double.MaxValue, double.MaxValue, double.MaxValue);
            }

            for (var round = 0; round < Rounds; round++)
            {
                for (var copy = 0; copy < Copies; copy++)
                {
                    times[0, copy] = Math.Min(times[0, copy], OnThread(() => Time(collectible[copy], kernel, expected)));
                    times[1, copy] = Math.Min(times[1, copy], Time(rexec, guests[copy], kernel, expected));
                    times[3, copy] = Math.Min(times[3, copy], Time(metering, metered[copy], kernel, expected));
                    times[2, copy] = Math.Min(times[2, copy], OnThread(() => Time(plain[copy], kernel, expected)));
                }
            }

            var (baseline, guarded, unloaded, burning) = (Median(times, 0), Median(times, 1), Median(times, 2), Median(times, 3));
            guardedLog += Math.Log(guarded / baseline);
            meteredLog += Math.Log(burning / baseline);
            plainLog += Math.Log(unloaded / baseline);
            worst = Math.Max(worst, guarded / baseline);
            worstMetered = Math.Max(worstMetered, burning / baseline);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {plain[0].Name(kernel)} | {baseline:F2} | {guarded / baseline:F2} | {burning / baseline:F2} | {unloaded / baseline:F2} |"));
        }

        var count = plain[0].Count;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| **geomean** | | **{Math.Exp(guardedLog / count):F3}** (worst {worst:F2}) | **{Math.Exp(meteredLog / count):F3}** (worst {worstMetered:F2}) | {Math.Exp(plainLog / count):F3} |"));
        return 0;
    }

    internal static double Time(Rexec rexec, Guest guest, int kernel, long expected) =>
        rexec.Call<IKernels, double>(guest, kernels => Time(kernels, kernel, expected)) is Outcome<double>.Returned(var time)
            ? time
            : throw new InvalidOperationException($"Kernel {kernel} did not return.");

    internal static double Time(IKernels kernels, int kernel, long expected)
    {
        var start = Stopwatch.GetTimestamp();
        var result = kernels.Run(kernel);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return result == expected ? time : throw new InvalidOperationException($"{kernels.Name(kernel)} gives {result}, not {expected}.");
    }

    /// <summary>A thread for each run, as guests have it.</summary>
    internal static double OnThread(Func<double> measure)
    {
        var time = 0.0;
        var thread = new Thread(() => time = measure());
        thread.Start();
        thread.Join();
        return time;
    }

    private static double Median(double[,] times, int variant) =>
        Enumerable.Range(0, Copies).Select(copy => times[variant, copy]).Order().ElementAt(Copies / 2);

    internal static Guest Load(Rexec rexec, GuestImage image)
    {
        var loaded = rexec.Load(image);
        return loaded.IsAccepted
            ? loaded.Value
            : throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
    }

    internal static IKernels Plain(GuestImage image, bool isCollectible)
    {
        var context = new AssemblyLoadContext("plain", isCollectible);
        var assembly = context.LoadFromStream(new MemoryStream(image.Bytes.ToArray()));
        return (IKernels)Activator.CreateInstance(assembly.GetType("Kernels", throwOnError: true)!)!;
    }

    internal static GuestImage Compile(string resource)
    {
        using var stream = typeof(GuardReport).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Append(typeof(IKernels).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Kernels",
            [CSharpSyntaxTree.ParseText(reader.ReadToEnd())],
            references,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using var output = new MemoryStream();
        var result = compilation.Emit(output);
        return result.Success
            ? new GuestImage("Kernels", output.ToArray())
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }
}
