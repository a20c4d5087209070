using RExecIL.Inference;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class BaselineTests
{
    [TestMethod]
    public void The_checked_in_baseline_is_what_surface_and_runtime_give()
    {
        var reference = new ReferenceCatalog(Directory.EnumerateFiles(ReferencePack.Folder!, "*.dll")
            .Select(path => new ReferenceImage(Path.GetFileNameWithoutExtension(path), ReferenceKind.Framework, () => File.OpenRead(path))));
        var made = BaselineGenerator.Generate(
            PolicyResources.Text("net10.0/surface.api"), TestVerifier.Catalog, reference, new Inferred(EffectsFile.Shipped()));
        var received = Path.Combine(PolicyFolder(), "baseline.api.received");
        if (made == PolicyResources.Text("net10.0/baseline.api"))
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, made);
        Assert.Fail(
            "The baseline differs. Compare policies/net10.0/baseline.api.received with baseline.api; if every new line is "
            + "meant, put it in place of baseline.api and commit it.");
    }

    [TestMethod]
    public void What_allocates_by_an_argument_is_counted_before_it_is_called()
    {
        // Read one by one: what they make is no larger than what the caller has already.
        string[] bounded =
        [
            "M:System.Collections.Immutable.ImmutableArray`1.RemoveRange(", "M:System.Globalization.IdnMapping.GetUnicode(",
            "M:System.Net.WebUtility.UrlDecodeToBytes(", "M:System.String.LastIndexOfAny(", "M:System.String.Remove(",
            "M:System.String.ToCharArray(", "M:System.Text.Encoding.GetByteCount(",
        ];
        var effects = EffectsFile.Shipped();
        var counted = PolicyResources.Text("net10.0/overlay.api").Split('\n')
            .Where(line => line.StartsWith("size ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[1])
            .ToHashSet(StringComparer.Ordinal);
        var offered = new PolicyInspector(Policy.Preset("script", TestVerifier.Catalog), TestVerifier.Catalog).All()
            .Where(decision => decision.Access == MemberAccess.Allow)
            .ToList();

        var uncounted = offered
            .Where(decision => effects.AmountsOf(decision.Type, decision.Local).Any(amount => amount.StartsWith("size", StringComparison.Ordinal)))
            .Select(decision => decision.Id)
            .Where(id => !counted.Contains(id) && !counted.Contains(id.Split('(')[0]))
            .ToList();

        Assert.IsGreaterThan(10_000, offered.Count);
        Assert.IsEmpty(uncounted.Where(id => !bounded.Any(start => id.StartsWith(start, StringComparison.Ordinal))), string.Join('\n', uncounted));
        Assert.IsTrue(bounded.All(start => uncounted.Any(id => id.StartsWith(start, StringComparison.Ordinal))), "A line of the exceptions is dead.");
    }

    private static string PolicyFolder() => Path.Combine(RepositoryRoot.Path, "policies", "net10.0");

    private sealed class Inferred(EffectsFile effects) : IHarmlessMembers
    {
        public bool Contains(string type, string local, IReadOnlyList<string> all) =>
            effects.Find(type, local, all) is { } found
            && (found & ~EffectNames.Harmless) == Effects.None
            && effects.AmountsOf(type, local).Count == 0;
    }
}
