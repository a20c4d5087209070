using System.Reflection.PortableExecutable;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests.Harness;

[TestClass]
public sealed class HarnessTests
{
    [TestMethod]
    public void CSharp_compiles_to_the_same_image_twice_with_symbols()
    {
        const string Source = "public static class Answer { public static int Value() => 42; }";

        var (first, second) = (CSharpFixture.Compile(Source), CSharpFixture.Compile(Source));

        Assert.IsTrue(first.Bytes.Span.SequenceEqual(second.Bytes.Span));
        Assert.IsNotNull(first.Symbols);
    }

    [TestMethod]
    public void CSharp_that_does_not_compile_fails_with_the_compiler_s_words()
    {
        var failure = Assert.ThrowsExactly<AssertFailedException>(() => CSharpFixture.Compile("class { }"));

        Assert.Contains("CS1001", failure.Message);
    }

    [TestMethod]
    public void IL_assembles_without_a_preamble()
    {
        var image = IlFixture.Assemble(
            """
            .class public abstract sealed auto ansi Answer extends [System.Runtime]System.Object
            {
                .method public static int32 Value() cil managed { ldc.i4 42 ret }
            }
            """);

        using var reader = new PEReader(new MemoryStream(image.Bytes.ToArray()));
        Assert.IsTrue(reader.HasMetadata);
    }

    [TestMethod]
    public void IL_that_does_not_assemble_fails_with_the_assembler_s_words()
    {
        var failure = Assert.ThrowsExactly<AssertFailedException>(() => IlFixture.Assemble(".klass Wrong {}"));

        Assert.Contains("error", failure.Message);
    }

    [TestMethod]
    public void A_snapshot_matches_whatever_the_line_ends() => Snapshot.Match("one\r\ntwo\n\n");

    [TestMethod]
    public void A_snapshot_that_differs_leaves_the_received_text()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["Some.Test.verified.txt"], "expected\n");
        var received = folder["Some.Test.received.txt"];

        Assert.IsNotNull(Snapshot.Difference("actual", folder["Some.cs"], "Test"));
        Assert.AreEqual("actual\n", File.ReadAllText(received));

        Assert.IsNull(Snapshot.Difference("expected", folder["Some.cs"], "Test"));
        Assert.IsFalse(File.Exists(received), "A match removes the stale received text.");
    }

    [TestMethod]
    public void A_child_process_that_hangs_is_killed()
    {
        var hang = Assert.ThrowsExactly<TimeoutException>(() => ChildProcess.Run(
            OperatingSystem.IsWindows() ? "ping" : "sleep",
            OperatingSystem.IsWindows() ? ["-n", "60", "localhost"] : ["60"],
            timeout: TimeSpan.FromMilliseconds(200)));

        Assert.Contains("killed", hang.Message);
    }
}
