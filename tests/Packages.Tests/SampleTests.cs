using RExecIL.Testing;

namespace RExecIL.Packages.Tests;

/// <summary>Programs that use packages run in the sandbox as they run without it.</summary>
[TestClass]
public sealed class SampleTests
{
    [TestMethod]
    [DataRow("Calculator", 2, "((4 - 1) / -2) = -1.5")]
    [DataRow("Compare", 5, "+ the very lazy dog.")]
    public void A_program_with_packages_writes_the_same_bytes(string sample, int exitCode, string line)
    {
        const string Input = "1 + 2*3\n(4-1)/-2\n1/0\n2 +\n";
        var program = Subjects.PathOf(sample);
        var expected = ChildProcess.Run(ChildProcess.Dotnet, ["exec", program], Input);
        Assert.AreEqual(exitCode, expected.ExitCode, expected.ToString());
        Assert.Contains(line, expected.Output);

        var actual = ChildProcess.Run(ChildProcess.Dotnet, ["exec", Subjects.Tool, "run", program], Input);

        Assert.AreEqual(expected.ToString(), actual.ToString());
        CollectionAssert.AreEqual(expected.OutputBytes, actual.OutputBytes);
    }

    [TestMethod]
    public void A_package_is_found_through_the_hooks_and_rewritten_like_the_guest()
    {
        using var output = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var program = Subjects.PathOf("Calculator");
        var hooks = new DirectoryHooks(Path.GetDirectoryName(program)!);
        var rexec = new Rexec(new RexecOptions { Policy = Subjects.Script, Hooks = hooks, Out = output });

        AssertComputes(rexec, hooks.FindModule("Calculator")!);

        Assert.AreEqual("((1 + 1) * 21) = 42\n", output.ToString().ReplaceLineEndings("\n"));
        var report = rexec.Unload();
        Assert.IsTrue(report.Collected, report.HeldBy);
    }

    // Not inlined into the test: its frame would keep the guest alive.
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void AssertComputes(Rexec rexec, Verifier.GuestImage image)
    {
        var loaded = rexec.Load(image);
        Assert.IsTrue(loaded.IsAccepted, Subjects.Text(loaded.Diagnostics));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, ["(1 + 1) * 21"]));
    }
}
