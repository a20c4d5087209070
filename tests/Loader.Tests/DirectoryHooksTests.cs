using RExecIL.Testing;
using RExecIL.Verifier;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class DirectoryHooksTests
{
    [TestMethod]
    public void A_module_is_found_with_its_symbols()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["Library.dll"], [1, 2]);
        File.WriteAllBytes(folder["Library.pdb"], [3]);
        File.WriteAllBytes(folder["Alone.dll"], [4]);
        var hooks = new DirectoryHooks(folder.Path);

        var library = hooks.FindModule("Library")!;

        CollectionAssert.AreEqual(new byte[] { 1, 2 }, library.Bytes.ToArray());
        CollectionAssert.AreEqual(new byte[] { 3 }, library.Symbols!.Value.ToArray());
        Assert.IsNull(hooks.FindModule("Alone")!.Symbols);
        Assert.IsNull(hooks.FindModule("None"));
    }

    [TestMethod]
    [DataRow("../Outside")]
    [DataRow("..")]
    [DataRow(".")]
    [DataRow("")]
    [DataRow("sub/Inner")]
    [DataRow("sub\\Inner")]
    [DataRow("C:Outside")]
    [DataRow("Out\0side")]
    [DataRow("/Outside")]
    public void A_name_cannot_lead_out_of_the_directory(string name)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["in/sub"]);
        File.WriteAllBytes(folder["Outside.dll"], [1]);
        File.WriteAllBytes(folder["in/sub/Inner.dll"], [1]);
        File.WriteAllBytes(folder["in/..dll"], [1]);

        Assert.IsNull(new DirectoryHooks(folder["in"]).FindModule(name));
    }

    [TestMethod]
    public void A_file_over_the_limit_is_cut_where_the_verifier_sees_that_it_is()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["Big.dll"], new byte[100]);

        var image = new DirectoryHooks(folder.Path, Limits.Default with { MaxImageSize = 10 }).FindModule("Big")!;

        Assert.AreEqual(11, image.Bytes.Length);
    }

    [TestMethod]
    public void The_default_hooks_find_nothing() => Assert.IsNull(new RHooks().FindModule("Anything"));
}
