using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

/// <summary>The overlay fits the installed runtime and the guard library: no line of it is stale.</summary>
[TestClass]
public sealed class OverlayTests
{
    private static readonly ApiOverlay Overlay = ApiOverlay.Read(PolicyResources.Text("net10.0/overlay.api"));
    private static readonly FrameworkApi Api = FrameworkApi.Shipped(TestVerifier.Catalog);

    [TestMethod]
    public void Every_line_names_members_of_the_runtime()
    {
        var stale = Overlay.Lines.Items.Where(line => !MembersOf(line).Any()).Select(line => $"{line.Number}: {line.Pattern}").ToList();

        Assert.IsEmpty(stale, string.Join('\n', stale));
    }

    [TestMethod]
    public void Every_redirected_member_has_its_shim()
    {
        var lost = Overlay.Lines.Items
            .Where(line => line.Action == OverlayAction.Redirect && line.ShimMethod is not null)
            .SelectMany(line => MembersOf(line).Where(member => Api.Of(member.Type, member.Method) is not ApiDecision.Redirected))
            .Select(member => DocumentationId.Of(member.Method))
            .ToList();

        Assert.IsEmpty(lost, string.Join('\n', lost));
    }

    [TestMethod]
    public void Every_shim_stands_for_exactly_one_member()
    {
        var faults = new List<string>();
        foreach (var line in Overlay.Lines.Items.Where(line => line is { Action: OverlayAction.Redirect, ShimMethod: null }))
        {
            var type = CatalogNames.FindType(TestVerifier.Catalog, line.Pattern.Owner)!;
            var shims = TestVerifier.Catalog.Find(line.ShimType!);
            if (shims is null)
            {
                faults.Add($"{line.ShimType} does not exist");
                continue;
            }

            foreach (var shim in shims.Methods.Items.Where(Shim.IsOffered))
            {
                var count = type.Methods.Items.Count(method => AssemblyClosure.IsAccessible(method.Attributes, fromDerivedType: true)
                    && (ReferenceEquals(Shim.Find(shims, null, type, method)?.Method, shim)
                        || ReferenceEquals(Shim.FindConstrained(shims, null, type, method)?.Method, shim)));
                if (count != 1)
                {
                    faults.Add($"{shim} stands for {count} members of {type}");
                }
            }
        }

        Assert.IsEmpty(faults, string.Join('\n', faults));
    }

    [TestMethod]
    public void Every_class_of_shims_is_named()
    {
        var named = Overlay.Lines.Items.Select(line => line.ShimType).Concat(Overlay.Emitted).ToHashSet();
        var guard = typeof(RExecIL.Runtime.Sandbox).Assembly;
        var forgotten = guard.GetExportedTypes()
            .Where(type => type.Namespace == "RExecIL.Runtime.Shims" && !type.IsNested)
            .Select(type => new TypeIdentity(FrameworkNames.GuardLibrary, type.Namespace!, type.Name))
            .Where(type => !named.Contains(type))
            .ToList();

        Assert.IsEmpty(forgotten, string.Join('\n', forgotten));
    }

    [TestMethod]
    public void Every_size_counts_what_its_member_has()
    {
        var wrong = new List<string>();
        foreach (var line in Overlay.Lines.Items.Where(line => line.Action == OverlayAction.Size))
        {
            var (type, method) = MembersOf(line).Single();
            foreach (var term in line.Sizes)
            {
                var types = term.Parameters.Items
                    .Select(position => position < 0
                        ? NamedSignature.Of(type.Identity).ToString()
                        : method.Signature.Parameters[position].ToString())
                    .ToList();
                var fits = term.Method is null
                    ? types is [var only] && (term.Measure switch
                    {
                        SizeMeasure.Whole => only is "System.Int32" or "System.Int64" or "System.String" || only.EndsWith("[]", StringComparison.Ordinal),
                        SizeMeasure.Each => only == "System.String[]",
                        _ => only == "System.String",
                    })
                    : Measure(term.Method, types);
                if (!fits || (term.Parameters.Items.Contains(-1) && (method.IsStatic || method.IsConstructor)))
                {
                    wrong.Add($"{line.Number}: {line.Pattern} {term}: {string.Join(", ", types)}");
                }
            }
        }

        Assert.IsEmpty(wrong, string.Join('\n', wrong));

        static bool Measure(string name, List<string> types) =>
            TestVerifier.Catalog.Find(new TypeIdentity(FrameworkNames.GuardLibrary, "RExecIL.Runtime.Shims", "Measures"))!.Methods.Items
                .Any(measure => measure.Name == name
                    && measure.Signature.Parameters.Items.Select(parameter => parameter.ToString()).SequenceEqual(types));
    }

    [TestMethod]
    public void Every_leaf_is_a_member_that_is_offered()
    {
        var stale = Api.Leaves.TypeNames
            .SelectMany(name => Api.Leaves.Find(name)!.Members, (name, local) => (Name: name, Local: local))
            .Where(leaf => CatalogNames.FindType(TestVerifier.Catalog, leaf.Name) is not { } type
                || !type.Methods.Items.Any(method => "M:" + MemberId.Of(type, method).Local == leaf.Local
                    && Api.Of(type, method) is ApiDecision.Offered))
            .Select(leaf => $"{leaf.Name} {leaf.Local}")
            .ToList();

        Assert.IsEmpty(stale, string.Join('\n', stale));
    }

    [TestMethod]
    public void What_the_rewriter_calls_exists() => Assert.IsTrue(Overlay.Emitted.Items.All(type => TestVerifier.Catalog.Find(type) is not null));

    [TestMethod]
    [DataRow("allow M:System.GC.Collect()", DisplayName = "no reason")]
    [DataRow("allow T:System.GC \"all\"", DisplayName = "a whole type")]
    [DataRow("redirect T:System.GC => A.B requires teleport \"x\"", DisplayName = "an unknown capability")]
    [DataRow("redirect T:System.GC A.B \"x\"", DisplayName = "no arrow")]
    [DataRow("remove T:System.GC \"x\"", DisplayName = "an unknown word")]
    [DataRow("deny T:System.GC \"open", DisplayName = "an open quote")]
    public void A_bad_line_is_refused(string line) => Assert.ThrowsExactly<FormatException>(() => ApiOverlay.Read(line));

    private static IEnumerable<(TypeModel Type, MethodModel Method)> MembersOf(OverlayLine line)
    {
        if (CatalogNames.FindType(TestVerifier.Catalog, line.Pattern.Owner) is not { } type)
        {
            return [];
        }

        var methods = type.Methods.Items
            .Where(method => line.Pattern.Matches(MemberId.Of(type, method), type, method))
            .Select(method => (type, method));
        return type.Fields.Items.Any(field => line.Pattern.Matches(line.Pattern.Owner, field))
            ? methods.Append((type, type.Methods[0]))
            : methods;
    }
}
