using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using RExecIL.Testing;
using RExecIL.Verifier;

namespace RExecIL.Escapes.Tests;

/// <summary>One file of tests/Escapes: what it tries, what must become of it, and its assemblies.</summary>
/// <remarks>
/// <code>
/// // U-31: what is tried                   the class of attack
/// // expect: refused RX2001 RX2004         exactly these ids, and nothing is loaded
/// // in: Member Other                      each of these members has a finding of its own
/// // expect: exit 0 | time | stack | memory how the command line ends under its guards
/// // output: a line                        each line of standard output, in order
/// // error: part of standard error         optional
/// // grant: --allow-read                   flags for the command line
/// // policy: pure                           the preset to verify against; default script
/// // assembly: Name                        what follows is another assembly; the last one is attacked
/// </code>
/// </remarks>
internal sealed partial class Attack
{
    private const string MainName = "Attack";

    private readonly string _text;

    private Attack(string file, string text) => (File, _text) = (file, text);

    internal static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "tests", "Escapes");

    internal string File { get; }

    internal string Expectation => Field("expect").Single();

    internal IReadOnlyList<string> Members => [.. Field("in").SelectMany(line => line.Split(' '))];

    internal string Policy => Field("policy").SingleOrDefault("script");

    internal bool IsRefused => Expectation.StartsWith("refused", StringComparison.Ordinal);

    internal IReadOnlyList<string> Output => Field("output");

    internal IReadOnlyList<string> Error => Field("error");

    internal IReadOnlyList<string> Grants => Field("grant");

    internal static Attack Read(string file) =>
        new(file, System.IO.File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n"));

    /// <summary>The assemblies in order: each may use those before, and the last is the one to load.</summary>
    internal IReadOnlyList<GuestImage> Build()
    {
        var images = new List<GuestImage>();
        foreach (var (name, source) in Sections())
        {
            images.Add(Path.GetExtension(File) == ".il"
                ? IlFixture.Assemble(source, name, source.Contains(".entrypoint", StringComparison.Ordinal))
                : CSharpFixture.Compile(
                    source,
                    name,
                    exe: source.Contains(" Main(", StringComparison.Ordinal),
                    allowUnsafe: source.Contains("unsafe ", StringComparison.Ordinal),
                    references: images.Select(CSharpFixture.ReferenceTo)));
        }

        return images;
    }

    private IEnumerable<(string Name, string Source)> Sections()
    {
        // Name and text take turns behind the header.
        var parts = AssemblyLine().Split(_text);
        if (parts.Length == 1)
        {
            yield return (MainName, _text);
        }

        for (var index = 1; index < parts.Length; index += 2)
        {
            yield return (parts[index], parts[index + 1]);
        }
    }

    private IReadOnlyList<string> Field(string name) =>
        [.. _text.Split('\n').Where(line => line.StartsWith($"// {name}: ", StringComparison.Ordinal)).Select(line => line[(name.Length + 5)..])];

    [GeneratedRegex(@"^// assembly: (.+)$\n", RegexOptions.Multiline)]
    private static partial Regex AssemblyLine();
}
