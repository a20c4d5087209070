using System.Reflection;
using RExecIL.Verifier.Metadata;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class InstalledRuntimeTests
{
    [TestMethod]
    public void The_catalog_lists_the_shared_framework_and_the_guards_and_nothing_of_the_host()
    {
        var images = InstalledRuntime.Images().ToDictionary(image => image.Name, image => image.Kind);

        Assert.AreEqual(ReferenceKind.Framework, images["System.Private.CoreLib"]);
        Assert.AreEqual(ReferenceKind.Framework, images["System.Runtime"]);
        Assert.AreEqual(ReferenceKind.Guard, images["RExecIL.Runtime"]);
        Assert.AreEqual(ReferenceKind.Guard, images["RExecIL.Slot"]);
        Assert.AreEqual(2, images.Values.Count(kind => kind == ReferenceKind.Guard));
        Assert.IsFalse(images.ContainsKey("RExecIL"));
        Assert.IsFalse(images.ContainsKey("Microsoft.CodeAnalysis"));
        Assert.IsFalse(images.ContainsKey("Microsoft.AspNetCore"));
    }

    [TestMethod]
    public void Each_image_opens_at_its_start()
    {
        foreach (var image in InstalledRuntime.Images())
        {
            using var stream = image.Open();
            Assert.AreEqual('M', stream.ReadByte(), image.Name);
        }
    }

    [TestMethod]
    public void A_contract_must_be_in_a_file()
    {
        var inMemory = Assembly.Load(File.ReadAllBytes(typeof(Quota).Assembly.Location));

        Assert.ThrowsExactly<ArgumentException>(() => InstalledRuntime.CatalogWith([inMemory]));
    }
}
