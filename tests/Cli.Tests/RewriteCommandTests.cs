using RExecIL.Testing;

namespace RExecIL.Cli.Tests;

[TestClass]
public sealed class RewriteCommandTests
{
    [TestMethod]
    public void An_accepted_assembly_is_written_anew()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("""System.Console.WriteLine("hello");""");

        var result = RexecIl.Run("rewrite", guest, "-o", folder["out.dll"]);

        Assert.AreEqual(0, result.ExitCode, result.ToString());
        Assert.Contains("RExecIL.Runtime",
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder["out.dll"])));
    }

    [TestMethod]
    public void A_refused_assembly_is_not_written()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("""System.IO.File.Delete("x");""");

        var result = RexecIl.Run("rewrite", guest, "-o", folder["out.dll"]);

        Assert.AreEqual(1, result.ExitCode, result.ToString());
        Assert.IsFalse(File.Exists(folder["out.dll"]));
        Assert.Contains("error RX2001", result.Output);
    }

    [TestMethod]
    public void The_input_is_never_overwritten()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("System.Console.WriteLine();");
        var before = File.ReadAllBytes(guest);
        File.CreateSymbolicLink(folder["link.dll"], guest);

        foreach (var output in new[] { guest, Path.Combine(folder.Path, ".", "Guest.dll"), folder["link.dll"] })
        {
            var result = RexecIl.Run("rewrite", guest, "-o", output);
            Assert.AreEqual(2, result.ExitCode, result.ToString());
        }

        CollectionAssert.AreEqual(before, File.ReadAllBytes(guest));
    }

    [TestMethod]
    public void A_place_that_cannot_be_written_gives_2_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        var guest = folder.Program("System.Console.WriteLine();");
        var files = Directory.GetFiles(folder.Path).Length;

        var missing = RexecIl.Run("rewrite", guest, "-o", folder["no/such/folder/out.dll"]);
        var directory = RexecIl.Run("rewrite", guest, "-o", Directory.CreateDirectory(folder["taken"]).FullName);

        Assert.AreEqual(2, missing.ExitCode, missing.ToString());
        Assert.AreEqual(2, directory.ExitCode, directory.ToString());
        Assert.HasCount(files, Directory.GetFiles(folder.Path));
    }

    [TestMethod]
    public void The_output_must_be_named()
    {
        var result = RexecIl.Run("rewrite", "guest.dll");

        Assert.AreEqual(2, result.ExitCode);
        Assert.Contains("-o OUT", result.Error);
    }
}
