using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Mono.Cecil;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Redirection;

/// <summary>
/// Every member that a policy redirects, in every form in which IL can refer to it: it reaches a shim or is refused, and the
/// written image never names the original.
/// </summary>
[TestClass]
public sealed partial class RedirectionProductTests
{
    private const string Original = "the original";
    private const string Shim = "shim";
    private const string Own = "own code";

    private static readonly Policy Granted = Policy.Preset("script", TestVerifier.Catalog)
        .Granting(Capability.Read | Capability.Write | Capability.Environment | Capability.Console);

    /// <summary>The table is the reviewed one: by kind of member and form of reference, how many cells end how.</summary>
    [TestMethod]
    public void No_form_of_reference_reaches_an_original()
    {
        using var framework = new FrameworkDefinitions();
        var members = RedirectedMember.Of(Granted, TestVerifier.Catalog, framework);
        var table = new SortedDictionary<(MemberKind Kind, int Form, string End), int>();
        var originals = new List<string>();
        for (var form = 0; form < ReferenceForm.All.Count; form++)
        {
            foreach (var (member, end) in Ends(framework, members, ReferenceForm.All[form]))
            {
                table[(member.Kind, form, end)] = table.GetValueOrDefault((member.Kind, form, end)) + 1;
                if (end == Original)
                {
                    originals.Add($"{ReferenceForm.All[form].Name}: {member.Name}");
                }
            }
        }

        Assert.IsEmpty(originals, string.Join('\n', originals));
        Snapshot.Match(Text(table));
    }

    /// <summary>
    /// A virtual member, and one that implements an interface, is also reached through the slot that it fills, which no rewriter
    /// sees: where the declaration of the slot is allowed, the original runs. The list is reviewed: to dispose of a source of tokens
    /// through the interface forgets less than the shim does, a watch as an object shows what it measured by the system's clock, and arithmetic of large numbers through generic mathematics is not
    /// bounded by an estimate (docs/security.md). None of them reaches anything outside.
    /// </summary>
    [TestMethod]
    public void Originals_that_slots_reach_are_the_reviewed_ones()
    {
        using var framework = new FrameworkDefinitions();
        var catalog = TestVerifier.Catalog;
        var verdicts = catalog.PublicFrameworkTypes()
            .SelectMany(type => type.Methods.Items.Select(method => (Method: framework.Method(type.Identity.Assembly, method.Token), Verdict: Granted.Of(type, method))))
            .DistinctBy(decided => decided.Method.FullName, StringComparer.Ordinal)
            .ToDictionary(decided => decided.Method.FullName, decided => decided.Verdict, StringComparer.Ordinal);
        var reached = RedirectedMember.Of(Granted, catalog, framework)
            .SelectMany(member => FrameworkDefinitions.SlotsOf(member.Definition).Select(slot => (member.Name, Slot: slot.FullName)))
            .Where(pair => verdicts.GetValueOrDefault(pair.Slot) is MemberVerdict.Allow)
            .Select(pair => $"{pair.Name} <- {pair.Slot}")
            .Distinct(StringComparer.Ordinal);
        Snapshot.Match(string.Join('\n', reached));
    }

    /// <summary>How each reference ends to which the form applies.</summary>
    private static IEnumerable<(RedirectedMember Member, string End)> Ends(FrameworkDefinitions framework, IReadOnlyList<RedirectedMember> members, ReferenceForm form)
    {
        var cells = members.Select((member, number) => (Member: member, Number: number, Closing: new Closing(member.Definition)))
            .Where(cell => form.Applies(cell.Closing))
            .ToList();
        var ends = new Dictionary<int, string>();
        var verifier = new AssemblyVerifier(Granted, TestVerifier.Catalog);
        while (ends.Count < cells.Count)
        {
            using var image = new MatrixImage(framework, form.Facades);
            foreach (var cell in cells.Where(cell => !ends.ContainsKey(cell.Number)))
            {
                form.Write(image, image.AddCell(cell.Number), cell.Closing);
            }

            var verdict = verifier.Trust(image.Write(), name => name == MatrixImage.Forwarder ? image.WriteForwarder() : null);
            if (verdict.IsAccepted)
            {
                using var written = ModuleDefinition.ReadModule(new MemoryStream(verdict.Value.Main.ToArray()));
                foreach (var cell in cells.Where(cell => !ends.ContainsKey(cell.Number)))
                {
                    ends[cell.Number] = EndOf(written.GetType($"Cell{cell.Number}"), cell.Member, framework);
                }

                break;
            }

            foreach (var found in verdict.Diagnostics)
            {
                // What is said of the whole image is said of each cell.
                var place = CellNumber().Match(found.Location.Type ?? "");
                foreach (var number in place.Success ? [int.Parse(place.Groups[1].Value, CultureInfo.InvariantCulture)] : cells.Select(cell => cell.Number))
                {
                    ends.TryAdd(number, found.Id);
                }
            }
        }

        return cells.Select(cell => (cell.Member, ends[cell.Number]));
    }

    private static string EndOf(TypeDefinition cell, RedirectedMember member, FrameworkDefinitions framework)
    {
        var named = cell.NestedTypes.Append(cell).SelectMany(type => type.Methods)
            .Where(method => method.HasBody)
            .SelectMany(method => method.Body.Instructions)
            .Select(instruction => instruction.Operand)
            .OfType<MethodReference>()
            .ToList();
        return named.Any(method => framework.Resolve(method)?.FullName == member.Name) ? Original
            : named.Any(method => method.DeclaringType.FullName.StartsWith("RExecIL.Runtime.Shims.", StringComparison.Ordinal)) ? Shim
            : Own;
    }

    private static string Text(SortedDictionary<(MemberKind Kind, int Form, string End), int> table)
    {
        var text = new StringBuilder();
        foreach (var kind in Enum.GetValues<MemberKind>())
        {
            text.Append(kind).Append('\n');
            for (var form = 0; form < ReferenceForm.All.Count; form++)
            {
                var ends = table.Where(entry => entry.Key.Kind == kind && entry.Key.Form == form).Select(entry => $"{entry.Value} {entry.Key.End}").ToList();
                text.Append(CultureInfo.InvariantCulture, $"    {ReferenceForm.All[form].Name,-40} {(ends.Count == 0 ? "-" : string.Join(", ", ends))}\n");
            }
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\bCell(\d+)\b")]
    private static partial Regex CellNumber();
}
