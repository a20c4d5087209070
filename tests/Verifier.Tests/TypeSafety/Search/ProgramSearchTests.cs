using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety.Search;

/// <summary>What the verifier accepts of all small programs over a few alphabets, the JIT compiles, and it breaks nothing.</summary>
/// <remarks>
/// Each accepted program runs in a child process, whose driver looks at what it returns and leaves behind: references that
/// lead into frames that are gone, objects that are not what their type says, values that must not change. The variable
/// REXECIL_SEARCH makes the search that many times larger.
/// </remarks>
[TestClass]
public sealed class ProgramSearchTests
{
    private const int Seed = 20_260;

    private static int Scale => int.TryParse(Environment.GetEnvironmentVariable("REXECIL_SEARCH"), CultureInfo.InvariantCulture, out var scale) ? scale : 1;

    [TestMethod]
    [DataRow("References", 2, 3, 3_000, 1_000)]
    [DataRow("ReadOnly", 2, 3, 3_000, 1_000)]
    [DataRow("Objects", 2, 3, 3_000, 1_500)]
    [DataRow("Constructors", 3, 4, 6_000, 800)]
    [DataRow("Delegates", 3, 3, 3_000, 1_500)]
    [DataRow("Generics", 2, 3, 3_000, 1_000)]
    public void What_is_accepted_breaks_nothing(string name, int length, int longLength, int samples, int floor)
    {
        var world = World.Load(name);
        Assert.AreEqual("", Faults(world, world.Image), "the world itself is safe code");
        var space = new ProgramSpace(world);
        space.Enumerate(Scale > 1 ? longLength : length, pooled: 2);
        space.Sample(new Random(Seed), samples * Scale);
        Console.WriteLine($"{name}: {space.Tried} tried, {space.Refused} refused, {space.Accepted.Count} accepted and run");

        var findings = new List<string>();
        foreach (var batch in space.Accepted.Chunk(20_000))
        {
            foreach (var (number, what) in Run(world, batch, findings: 10))
            {
                // Shortening takes many runs, and the first few tell most.
                var shorter = findings.Count < 2 ? $"\nshorter\n{Describe(world, Shortened(world, batch[number]))}" : "";
                findings.Add($"{what}\n{Describe(world, batch[number])}{shorter}");
            }
        }

        Assert.AreEqual("", string.Join("\n\n", findings));
        Assert.IsGreaterThan(floor, space.Accepted.Count, "nearly nothing was run");
        Assert.IsGreaterThan(space.Accepted.Count, space.Refused, "nearly nothing was refused");
    }

    /// <summary>The work on a body is bounded, whatever its graph; no graph is too complex as long as its values are of a few types.</summary>
    [TestMethod]
    public void Random_graphs_are_verified()
    {
        var world = World.Load("Objects");
        var random = new Random(Seed);
        string[] values = ["newobj NewA", "newobj NewB", "newobj NewC", "ldarg.0", "ldarg.1", "ldarg.2", "ldarg.s 4", "ldarg.s 5", "ldarg.s 6", "ldarg.s 7", "ldarg.s 9", "ldarg.s 10", "ldnull", "ldloc.0", "ldloc.s 4", "ldloc.s 5"];
        var accepted = 0;
        for (var round = 0; round < 300; round++)
        {
            // Each block takes an object and leaves one, so that every join merges what two ways bring.
            var count = random.Next(2, 40);
            var lines = new List<string> { values[random.Next(values.Length)] };
            for (var block = 0; block < count; block++)
            {
                lines.AddRange([$"L{block}:", "stloc.0", values[random.Next(values.Length)], "call Toss", $"brtrue L{random.Next(count)}"]);
                if (random.Next(4) == 0)
                {
                    lines.AddRange(["pop", "ldnull", $"br L{random.Next(block, count)}"]);
                    lines.AddRange([$"D{block}:", values[random.Next(values.Length)], "ldarg.3", $"brtrue L{random.Next(count)}"]);
                }
            }

            lines.AddRange(["pop", "ldnull", "ret"]);
            var faults = world.Faults(0, lines).ToList();
            Assert.DoesNotContain(fault => fault.Id == FlowRules.TooComplex.Id, faults, string.Join("; ", lines));
            accepted += faults.Count == 0 ? 1 : 0;
        }

        Assert.IsGreaterThan(30, accepted);
    }

    /// <summary>The same fault with fewer lines.</summary>
    private static (int Template, string[] Lines) Shortened(World world, (int Template, string[] Lines) program)
    {
        for (var round = 0; round < 12; round++)
        {
            var shorter = Cuts(program.Lines)
                .Where(lines => world.Accepts(program.Template, lines))
                .Select(lines => (program.Template, lines))
                .ToArray();
            if (shorter.Length == 0 || Run(world, shorter, findings: 1) is not [var found])
            {
                return program;
            }

            program = shorter[found.Number];
        }

        return program;
    }

    /// <summary>The lines without a run of them, the longest run first; blocks go whole, and decisions with what ends loops.</summary>
    private static IEnumerable<string[]> Cuts(string[] lines)
    {
        for (var count = lines.Length - 1; count > 0; count--)
        {
            for (var start = 0; start + count <= lines.Length; start++)
            {
                var cut = lines[start..(start + count)].Select(ProgramText.Parse).ToList();
                string[] rest = [.. lines[..start], .. lines[(start + count)..]];
                var labels = cut.Where(line => line.Kind == LineKind.Label).Select(line => (string)line.Operand!).ToHashSet();
                var depth = 0;
                if (cut.TrueForAll(line => (depth += line.Kind == LineKind.Try ? 1 : line.Kind == LineKind.End ? -1 : 0) >= (line.Kind is LineKind.Instruction or LineKind.Label or LineKind.End ? 0 : 1))
                    && depth == 0
                    && !rest.Select(ProgramText.Parse).Any(line => line.IsBranch && labels.Contains((string)line.Operand!))
                    && !Enumerable.Range(0, rest.Length).Any(index => rest[index].StartsWith("brtrue ", StringComparison.Ordinal) && (index == 0 || rest[index - 1] != "call Toss")))
                {
                    yield return rest;
                }
            }
        }
    }

    /// <summary>What the verifier finds in all but the driver, whose means are not a guest's.</summary>
    private static string Faults(World world, GuestImage image)
    {
        var context = World.Context(image);
        return string.Join('\n', TypeSafeModule.Check(context, [])
            .Where(found => found.Location.Type is not ("Driver" or "Violation" or "Ways") && !(found.Location.Type ?? "").StartsWith("Driver/", StringComparison.Ordinal)
                && found.Location.Type != "Mentions")
            .Take(10));
    }

    /// <summary>Runs programs; what is wrong with the first few that break something.</summary>
    private static List<(int Number, string What)> Run(World world, (int Template, string[] Lines)[] programs, int findings)
    {
        var image = new GuestImage(world.Name + ".dll", ProgramImage.Write(world, programs));
        Assert.AreEqual("", Faults(world, image), "a program is accepted from bytes as it was before");
        using var folder = new TemporaryFolder();
        var (file, journal) = (folder[world.Name + ".dll"], folder["journal"]);
        File.WriteAllBytes(file, image.Bytes.ToArray());
        var found = new List<(int Number, string What)>();
        for (var first = 0; first < programs.Length && found.Count < findings;)
        {
            var result = ChildProcess.Run(
                ChildProcess.Dotnet,
                ["exec", Runner, file, journal, first.ToString(CultureInfo.InvariantCulture), (findings - found.Count).ToString(CultureInfo.InvariantCulture)],
                timeout: TimeSpan.FromMinutes(10));
            foreach (var line in result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var (number, what) = line.Split('\t', 2) is [var digits, var text]
                    ? (int.Parse(digits, CultureInfo.InvariantCulture), text)
                    : throw new AssertFailedException(result.ToString());
                found.Add((number, what));
            }

            if (result.ExitCode == 0)
            {
                break;
            }

            var last = BitConverter.ToInt32(File.ReadAllBytes(journal));
            found.Add((last, $"ends the process with {result.ExitCode} {result.Error[..Math.Min(result.Error.Length, 600)]}"));
            first = last + 1;
        }

        return [.. found.Take(findings)];
    }

    private static string Describe(World world, (int Template, string[] Lines) program) =>
        $"  {world.Templates[program.Template].Method.Name}: {string.Join("; ", program.Lines)}";

    private static string Runner => typeof(ProgramSearchTests).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProgramRunner").Value!;
}
