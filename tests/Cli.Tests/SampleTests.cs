using System.Reflection;
using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

/// <summary>The hostile sample, attempt by attempt.</summary>
[TestClass]
public sealed class SampleTests
{
    private static readonly string Attempts = Path.Combine(RepositoryRoot.Path, "samples", "Hostile", "Attempts");

    [TestMethod]
    [DataRow("EnvironmentRead", "RX2001: System.Environment.GetEnvironmentVariable(string)")]
    [DataRow("FileWrite", "RX2001: System.IO.File.WriteAllText(string, string)")]
    [DataRow("Memory", "RX3013: ")]
    [DataRow("NativeCode", "RX2003: Hostile.NativeCode.GetProcessId")]
    [DataRow("ProcessStart", "RX2001: System.Diagnostics.Process.Start(")]
    [DataRow("Reflection", "RX2001: System.Reflection.MethodBase.Invoke(")]
    [DataRow("ThreadStart", "RX2001: new System.Threading.Thread(")]
    [DataRow("TypeByName", "RX2001: System.Type.GetType(string)")]
    public void An_attempt_is_refused_before_it_starts(string attempt, string expected)
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Write(Compile(attempt)));

        Assert.AreEqual(126, result.ExitCode, result.ToString());
        Assert.Contains(expected, result.Error);
        Assert.DoesNotContain("ESCAPED", result.Output);
    }

    [TestMethod]
    public void An_exit_ends_the_guest_with_its_code()
    {
        using var folder = new TemporaryFolder();

        var result = RexecIl.Run("run", folder.Write(Compile("Exit")));

        Assert.AreEqual(7, result.ExitCode, result.ToString());
        Assert.AreEqual("", result.Output);
    }

    [TestMethod]
    public void Every_attempt_of_the_sample_is_tried_here()
    {
        var tried = typeof(SampleTests).GetMethod(nameof(An_attempt_is_refused_before_it_starts))!
            .GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(DataRowAttribute))
            .Select(attribute => DataRowOf(attribute.ConstructorArguments))
            .Append("Exit")
            .Order(StringComparer.Ordinal);

        CollectionAssert.AreEqual(
            tried.ToArray(), Directory.EnumerateFiles(Attempts, "*.cs").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal).ToArray());
    }

    private static string DataRowOf(IList<CustomAttributeTypedArgument> arguments) =>
        (string)(arguments[0].Value is IList<CustomAttributeTypedArgument> row ? row[0].Value : arguments[0].Value)!;

    private static Verifier.GuestImage Compile(string attempt) => CSharpFixture.Compile(
        File.ReadAllText(Path.Combine(Attempts, attempt + ".cs")), attempt, exe: true, allowUnsafe: attempt == "Memory");
}
