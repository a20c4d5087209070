using System.Diagnostics;
using System.Globalization;
using RExecIL.Verifier;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Benchmarks;

/// <summary><c>policy</c>: what the shipped policy costs: to load in a fresh process and again, and to ask it about members.</summary>
internal static class PolicyReport
{
    internal const string Argument = "policy-load";

    private const int Rounds = 21;

    internal static int Print(TextWriter output)
    {
        output.WriteLine("| what | ms |");
        output.WriteLine("|---|---:|");
        var colds = Enumerable.Range(0, 5).Select(_ => double.Parse(OwnProcess.Run(Argument).Single(), CultureInfo.InvariantCulture)).Order().ToList();
        Row("load the lists and the preset, fresh process (median of 5)", colds[2]);
        Row($"the same again in one process (median of {Rounds})", Enumerable.Range(0, Rounds).Select(_ => Load()).Order().ElementAt(Rounds / 2));

        var images = LibrarySet.Load();
        var stages = new Stages(images, LibrarySet.Catalog, LibrarySet.Policy, Limits.Default);
        var (all, asked, count) = (double.MaxValue, double.MaxValue, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            stages.Screen();
            stages.Read();
            stages.CheckPolicy();
            stages.CheckTypes();
            all = Math.Min(all, Stopwatch.GetElapsedTime(start).TotalMilliseconds);

            // A policy of its own, so that nothing is known from the round before.
            var policy = LibrarySet.Policy;
            var members = stages.FrameworkMembers();
            start = Stopwatch.GetTimestamp();
            foreach (var (type, method) in members)
            {
                _ = policy.Of(type, method);
            }

            asked = Math.Min(asked, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            count = members.Count;
        }

        Row($"verify {images.Count} assemblies, all stages, one thread, warm (least of {Rounds})", all);
        Row(string.Create(CultureInfo.InvariantCulture, $"of that: ask about their {count} references to framework methods ({100 * asked / all:F1} %)"), asked);
        return 0;

        void Row(string what, double milliseconds) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {milliseconds:F1} |"));
    }

    /// <summary>The part in a fresh process.</summary>
    internal static int PrintLoad(TextWriter output)
    {
        output.WriteLine(Load().ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double Load()
    {
        var catalog = LibrarySet.Catalog;
        var start = Stopwatch.GetTimestamp();
        _ = Policy.Preset("script", new ReferenceCatalog([]));
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        GC.KeepAlive(catalog);
        return time;
    }
}
