using System.Text.RegularExpressions;
using RExecIL.Inference.Tables;
using RExecIL.Testing;

namespace RExecIL.Inference.Tests;

/// <summary>The fixture's rules, inferred once over the core library.</summary>
internal static partial class Fixture
{
    internal const string Sinks = """
        FS : p:fixture_fs
        NET : p:fixture_net
        NONE : p:fixture_harmless
        """;

    private const string Slots = """
        ambient Fixture.AmbientRunner "as if the runtime made it"
        """;

    private static readonly Lazy<byte[]> Image = new(() => CSharpFixture.Compile(
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests", "Inference.Tests", "Fixtures", "Rules.cs")),
        "Fixture").Bytes.ToArray());

    private static readonly Lazy<FrameworkEffects> Shared = new(() => Infer(Renewed($"""
        FS Fixture.Barriers::Stops e il:? "stops only one of two"
        GWRITE,GCOLL,HOSTCB,PNSE System.* f il:? "what the core library does by itself is not under test"
        * Fixture.Barriers::StopsAll e il:? "stops all but shared objects"
        """)));

    internal static FrameworkEffects Effects => Shared.Value;

    internal static IReadOnlyList<SurfaceMember> Members =>
        [.. Effects.Members.Where(member => member.Type.StartsWith("Fixture.", StringComparison.Ordinal))];

    internal static SurfaceMember Member(string start) =>
        Members.Single(member => member.Id[2..].StartsWith("Fixture." + start + "(", StringComparison.Ordinal));

    internal static FrameworkEffects Infer(string barriers, string sinks = Sinks, UnfitLines unfit = UnfitLines.DeadOnesIgnored) =>
        FrameworkEffects.Infer(Images(), InferenceTables.Of(sinks, barriers, slots: Slots), unfit);

    /// <summary>Barrier lines with the hashes that the analysis asks for.</summary>
    internal static string Renewed(string barriers)
    {
        try
        {
            Infer(barriers).Dispose();
            return barriers;
        }
        catch (TableFaultException stale)
        {
            var lines = barriers.Split('\n');
            foreach (var fault in stale.Faults)
            {
                lines[fault.Line - 1] = lines[fault.Line - 1].Replace("il:?", Hash().Match(fault.Remedy).Value, StringComparison.Ordinal);
            }

            return string.Join('\n', lines);
        }
    }

    [GeneratedRegex("il:[0-9a-f]{12}")]
    private static partial Regex Hash();

    private static IEnumerable<byte[]> Images()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        yield return File.ReadAllBytes(typeof(object).Assembly.Location);
        yield return File.ReadAllBytes(Path.Combine(folder, "System.Runtime.dll"));
        yield return File.ReadAllBytes(Path.Combine(folder, "System.Collections.dll"));
        yield return Image.Value;
    }
}
