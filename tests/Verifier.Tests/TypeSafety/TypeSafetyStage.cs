using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>The stage RX3 on its own: what the policy says of an image is set aside.</summary>
internal static class TypeSafetyStage
{
    private static readonly Lazy<Policy> Granted = new(() => Policy.Preset("script", TestVerifier.Catalog).Granting(
        Capability.Console | Capability.Import | Capability.Read | Capability.Write | Capability.Environment));

    /// <summary>An image as the rules see it.</summary>
    internal static RuleContext Read(GuestImage image, ImageOrigin origin)
    {
        var read = ScreenedImage.Open(image, Limits.Default)
            .Then(screened => ModuleReader.Read(screened, TestVerifier.Catalog));
        Assert.IsTrue(read.IsAccepted, Text(read.Diagnostics));
        return new RuleContext(read.Value, new AssemblyClosure(TestVerifier.Catalog, [read.Value]), Granted.Value, origin);
    }

    internal static IReadOnlyList<Diagnostic> Check(RuleContext context) => [.. TypeSafeModule.Check(context, [])];

    internal static string Text(IEnumerable<Diagnostic> diagnostics) => string.Join(
        '\n', diagnostics.Select(diagnostic => $"{diagnostic.Location}: {diagnostic.Id}: {diagnostic.Message}"));
}
