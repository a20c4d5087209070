using System.Globalization;
using RExecIL.Verifier.Policies;

namespace RExecIL.Benchmarks;

/// <summary><c>files</c>: what the use of files costs a guest, against the same code without a sandbox.</summary>
/// <remarks>All variants run in turn in one process; the least time of each counts. Ratios are to the code in a collectible context.</remarks>
internal static class FileReport
{
    private const int Rounds = 25;
    private const double Times = 200;

    internal static int Print(TextWriter output)
    {
        // Guests begin where the process is when their environment is made.
        var folder = Directory.CreateTempSubdirectory("rexec-il-files-");
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder.FullName;
        try
        {
            Fill();
            Print(folder.FullName, output);
        }
        finally
        {
            Environment.CurrentDirectory = before;
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static void Fill()
    {
        Directory.CreateDirectory("a/b/c");
        Directory.CreateDirectory("denied");
        Directory.CreateDirectory("many");
        File.WriteAllText("small", new string('x', 100));
        File.WriteAllText("a/b/c/small", new string('x', 100));
        for (var i = 0; i < 100; i++)
        {
            File.WriteAllText($"many/{i}", "");
        }
    }

    private static void Print(string folder, TextWriter output)
    {
        var image = GuardReport.Compile("FileKernels.txt");
        var catalog = InstalledRuntime.CatalogWith([typeof(IKernels).Assembly]);
        var policy = Policy.Preset("script", catalog).Granting(Capability.Read | Capability.Write, [folder]);
        var options = new RexecOptions
        {
            Policy = policy,
            Catalog = catalog,
            Contracts = [typeof(IKernels).Assembly],
            Quota = new Quota { MaxTime = TimeSpan.FromMinutes(10), MaxAllocation = 1L << 40 },
        };
        var granted = new Rexec(options);
        var denying = new Rexec(options with { Policy = policy.Denying(Capability.Read | Capability.Write, [Path.Combine(folder, "denied")]) });
        var (guest, restricted) = (GuardReport.Load(granted, image), GuardReport.Load(denying, image));
        var plain = GuardReport.Plain(image, isCollectible: true);

        output.WriteLine("| what | without a sandbox, us | in one / without | with a denied folder / without |");
        output.WriteLine("|---|---:|---:|---:|");
        for (var kernel = 0; kernel < plain.Count; kernel++)
        {
            var expected = plain.Run(kernel);
            var (unguarded, guarded, denied) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                unguarded = Math.Min(unguarded, GuardReport.OnThread(() => GuardReport.Time(plain, kernel, expected)));
                guarded = Math.Min(guarded, GuardReport.Time(granted, guest, kernel, expected));
                denied = Math.Min(denied, GuardReport.Time(denying, restricted, kernel, expected));
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {plain.Name(kernel)} | {unguarded * 1000 / Times:F1} | {guarded / unguarded:F2} | {denied / unguarded:F2} |"));
        }
    }
}
