using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RExecIL.Verifier;

namespace RExecIL.Benchmarks;

/// <summary><c>stop</c>: how long after its time is up a guest ends, and how long it takes to load, run and unload one.</summary>
internal static class StopReport
{
    private const int Rounds = 200;

    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(20);

    private static readonly (string Name, string Body)[] Loops =
    [
        ("an empty loop", "while (true) { }"),
        ("recursion", "while (true) Fib(20);"),
        ("exceptions", "while (true) try { throw new System.Exception(); } catch { }"),
        ("handlers that spin", "while (true) try { while (true) { } } catch { while (true) { } } finally { while (true) { } }"),
        ("allocation", "while (true) new byte[1000].ToString();"),
        ("LINQ", "while (true) System.Linq.Enumerable.Sum(System.Linq.Enumerable.Select(System.Linq.Enumerable.Range(0, 1_000_000), x => x % 7));"),
    ];

    internal static int Print(TextWriter output)
    {
        output.WriteLine("| what | median, ms | p99 | most |");
        output.WriteLine("|---|---:|---:|---:|");
        var rexec = Environment(Time);
        foreach (var (name, body) in Loops)
        {
            var image = Compile(body);
            Row($"ends after its time: {name}", Measure(() =>
            {
                var guest = rexec.Load(image).Value;
                var start = Stopwatch.GetTimestamp();
                var outcome = rexec.Run(guest, []);
                var late = Stopwatch.GetElapsedTime(start) - Time;
                rexec.Unload(guest);
                return outcome is Outcome<int>.TimedOut(true) ? late.TotalMilliseconds : throw new InvalidOperationException($"{name}: {outcome}");
            }));
        }

        var hello = Compile("System.Console.Out.Flush();");
        var patient = Environment(TimeSpan.FromSeconds(10));
        Row("verify, load, run and unload a small program", Measure(() =>
        {
            var start = Stopwatch.GetTimestamp();
            var guest = patient.Load(hello).Value;
            patient.Run(guest, []);
            return patient.Unload(guest).Collected
                ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
                : throw new InvalidOperationException("A guest is left.");
        }));
        var loaded = patient.Load(hello).Value;
        Row("run a small program that is loaded", Measure(() =>
        {
            var start = Stopwatch.GetTimestamp();
            patient.Run(loaded, []);
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }));
        return 0;

        void Row(string what, List<double> times) => output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"| {what} | {times[Rounds / 2]:F2} | {times[Rounds * 99 / 100]:F2} | {times[^1]:F2} |"));
    }

    private static List<double> Measure(Func<double> once)
    {
        for (var round = 0; round < 10; round++)
        {
            once();
        }

        return [.. Enumerable.Range(0, Rounds).Select(_ => once()).Order()];
    }

    private static Rexec Environment(TimeSpan time) => new(new RexecOptions
    {
        Policy = LibrarySet.Policy,
        Quota = new Quota { MaxTime = time },
        In = TextReader.Null,
        Out = TextWriter.Null,
        Error = TextWriter.Null,
    });

    private static GuestImage Compile(string body)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Guest",
            [CSharpSyntaxTree.ParseText($"static class P {{ static int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2); static void Main() {{ {body} }} }}")],
            references,
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, optimizationLevel: OptimizationLevel.Release));
        using var output = new MemoryStream();
        var result = compilation.Emit(output);
        return result.Success
            ? new GuestImage("Guest", output.ToArray())
            : throw new InvalidOperationException(string.Join('\n', result.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }
}
