using Microsoft.CodeAnalysis;
using RExecIL.Testing;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>What only the rewriter's bytes must keep.</summary>
[TestClass]
public sealed class RewrittenBytesTests
{
    private const string Source = """
        using System;
        using System.Runtime.CompilerServices;
        public static class Program
        {
            [SkipLocalsInit]
            public static unsafe int Skipped(int n) { var s = new Memory<int>(new int[n]); return s.Length; }
            public static int Cleared(int n) { var s = new Memory<int>(new int[n]); return s.Length; }
        }
        """;

    [TestMethod]
    public void Locals_start_as_zero_in_what_the_rewriter_writes()
    {
        var image = CSharpFixture.Compile(Source, allowUnsafe: true);

        CollectionAssert.AreEqual(Array.Empty<string>(), Findings(image, ImageOrigin.Guest));
        CollectionAssert.AreEqual(new[] { "Skipped: RX3029" }, Findings(image, ImageOrigin.Rewriter));
        Assert.IsTrue(TestVerifier.Script.Trust(image, _ => null).IsAccepted, "The rewriter sets the flag.");
    }

    [TestMethod]
    public void A_debug_build_is_optimized_all_the_same()
    {
        var image = CSharpFixture.Compile("public static class P;", optimization: OptimizationLevel.Debug);

        Assert.Contains("DebuggableAttribute", Attributes(image.Bytes.ToArray()));
        Assert.DoesNotContain("DebuggableAttribute", Attributes(TestVerifier.Script.Trust(image, _ => null).Value.Main.ToArray()));
    }

    private static List<string> Attributes(byte[] image)
    {
        using var assembly = Mono.Cecil.AssemblyDefinition.ReadAssembly(new MemoryStream(image));
        return assembly.CustomAttributes.Select(attribute => attribute.AttributeType.Name).ToList();
    }

    private static string[] Findings(GuestImage image, ImageOrigin origin)
    {
        var module = ScreenedImage.Open(image, Limits.Default).Then(screened => ModuleReader.Read(screened, TestVerifier.Catalog)).Value;
        var context = new RuleContext(
            module, new AssemblyClosure(TestVerifier.Catalog, [module]), Policy.Preset("script", TestVerifier.Catalog), origin);
        return [.. TypeSafeModule.Check(context, []).Select(found => $"{found.Location.Member}: {found.Id}")];
    }
}
