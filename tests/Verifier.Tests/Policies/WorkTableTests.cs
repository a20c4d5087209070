using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

/// <summary>The table of work fits the installed runtime: no line of it is stale, and none says what cannot be.</summary>
[TestClass]
public sealed class WorkTableTests
{
    private static readonly FrameworkApi Api = FrameworkApi.Shipped(TestVerifier.Catalog);

    private static readonly Lazy<List<(TypeModel Type, MethodModel Method)>> Offered = new(() =>
    [
        .. Api.Baseline.TypeNames
            .Select(name => CatalogNames.FindType(TestVerifier.Catalog, name))
            .OfType<TypeModel>()
            .SelectMany(type => type.Methods.Items, (type, method) => (type, method))
            .Where(member => Api.Of(member.type, member.method) is ApiDecision.Offered),
    ]);

    [TestMethod]
    public void Every_line_counts_for_a_member_that_is_offered()
    {
        var used = Offered.Value.Select(member => Api.Work.Of(member.Type, member.Method)).ToHashSet(ReferenceEqualityComparer.Instance);
        var stale = Api.Work.Lines.Items.Where(line => !used.Contains(line)).Select(Text).ToList();

        Assert.IsEmpty(stale, string.Join('\n', stale));
    }

    [TestMethod]
    public void Every_part_measures_what_its_members_have()
    {
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (type, method) in Offered.Value)
        {
            var line = Api.Work.Of(type, method);
            foreach (var operand in line.Terms.Items.SelectMany(term => new[] { term.Left, term.Right }).OfType<WorkOperand>())
            {
                var fits = operand.Kind switch
                {
                    OperandKind.Instance => !method.IsStatic && !method.IsConstructor,
                    OperandKind.Parameter => operand.Position < method.Signature.Parameters.Count,
                    _ => true,
                };
                if (!fits && line.Pattern is { Kind: PatternKind.Method })
                {
                    wrong.Add($"{Text(line)}: {DocumentationId.Of(method)}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));
    }

    [TestMethod]
    public void The_nearest_line_counts()
    {
        var table = WorkTable.Read(
            """
            work *.Trim none
            work T:System.String linear(this)
            work M:System.String.Trim linear(this)*2
            work M:System.String.Trim(System.Char) linear(this)*3
            work *.get_* none
            """);
        var text = CatalogNames.FindType(TestVerifier.Catalog, "System.String")!;
        int[] Numbers(string name) => [.. text.Methods.Items.Where(method => method.Name == name).Select(method => table.Of(text, method).Number).Distinct().Order()];

        CollectionAssert.AreEqual(new[] { 3, 4 }, Numbers("Trim"));
        CollectionAssert.AreEqual(new[] { 2 }, Numbers("PadLeft"));
        var list = CatalogNames.FindType(TestVerifier.Catalog, "System.Collections.Generic.List`1")!;
        Assert.AreEqual(5, table.Of(list, list.Methods.Items.First(method => method.Name == "get_Count")).Number);
        Assert.AreEqual(0, table.Of(list, list.Methods.Items.First(method => method.Name == "Sort")).Number);
    }

    [TestMethod]
    [DataRow("work M:System.String.Trim", DisplayName = "no part")]
    [DataRow("work M:System.String.Trim cubic(this)", DisplayName = "an unknown shape")]
    [DataRow("work M:System.String.Trim linear(that)", DisplayName = "an unknown operand")]
    [DataRow("work M:System.String.Trim linear(this,0)", DisplayName = "one operand too many")]
    [DataRow("work M:System.String.Trim product(this)", DisplayName = "one operand too few")]
    [DataRow("work M:System.String.Trim linear(this)*0", DisplayName = "nothing for each")]
    [DataRow("work M:System.String.Trim linear(this)/5000", DisplayName = "a part that is too small")]
    [DataRow("work F:System.String.Empty none", DisplayName = "a field")]
    [DataRow("charge M:System.String.Trim none", DisplayName = "an unknown word")]
    [DataRow("work *.Trim none\nwork *.Trim linear(this)", DisplayName = "a name twice")]
    public void A_bad_line_is_refused(string text) => Assert.ThrowsExactly<FormatException>(() => WorkTable.Read(text));

    private static string Text(WorkLine line) => $"{line.Number}: {line.Pattern?.ToString() ?? "*." + line.Name}";
}
