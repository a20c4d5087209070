using RExecIL.Files;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class TemporaryFilesTests
{
    [TestMethod]
    public void The_directory_lasts_as_long_as_runs_do()
    {
        using var files = new FileCapability(new Grants { Capabilities = Capability.Temp }, "/");
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.TemporaryDirectory);

        files.BeginRun();
        files.BeginRun();
        var first = files.TemporaryDirectory;
        Write(files, Path.Combine(first, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, first + "-not"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, Path.Combine(first, "../file")));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.Enumerate(Path.GetDirectoryName(first)!, "*", new EnumerationOptions(), true, true));
        files.EndRun();
        Assert.IsTrue(File.Exists(Path.Combine(first, "file")));
        Assert.AreEqual(first, files.TemporaryDirectory);
        files.EndRun();
        Assert.IsFalse(Path.Exists(first));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, Path.Combine(first, "file")));

        files.BeginRun();
        Assert.AreNotEqual(first, files.TemporaryDirectory);
        files.EndRun();
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void Links_of_the_host_in_it_are_removed_and_not_followed()
    {
        using var folder = new Testing.TemporaryFolder();
        File.WriteAllText(folder["file"], "kept");
        using var files = new FileCapability(new Grants { Capabilities = Capability.Temp }, "/");
        files.BeginRun();
        File.CreateSymbolicLink(Path.Combine(files.TemporaryDirectory, "link"), folder.Path);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, Path.Combine(files.TemporaryDirectory, "link/file")));
        files.EndRun();

        Assert.AreEqual("kept", File.ReadAllText(folder["file"]));
    }

    [TestMethod]
    public void Without_the_capability_there_is_none()
    {
        using var files = new FileCapability(new Grants { Read = NameGrant.All, Write = NameGrant.All }, "/");
        files.BeginRun();

        var denied = Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.TemporaryDirectory);

        Assert.AreEqual("Requires a temporary folder, run again with --allow-temp", denied.Message);
    }

    private static void Write(FileCapability files, string path) =>
        files.Open(path, FileMode.Create, FileAccess.Write, FileShare.None, 0, FileOptions.None).Dispose();
}
