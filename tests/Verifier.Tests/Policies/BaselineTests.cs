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

    private static string PolicyFolder() => Path.Combine(RepositoryRoot.Path, "policies", "net10.0");

    private sealed class Inferred(EffectsFile effects) : IHarmlessMembers
    {
        public bool Contains(string type, string local, IReadOnlyList<string> all) =>
            effects.Find(type, local, all) is { } found
            && (found & ~EffectNames.Harmless) == Effects.None
            && effects.AmountsOf(type, local).Count == 0;
    }
}
