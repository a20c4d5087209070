using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class CollectionsMarshalShimsTests
{
    [TestMethod]
    public void New_elements_are_defaults_whatever_the_memory_held()
    {
        List<int> list = [1, 2, 3, 4];
        list.RemoveRange(1, 3);

        CollectionsMarshalShims.SetCount(list, 4);

        CollectionAssert.AreEqual(new[] { 1, 0, 0, 0 }, list);
    }

    [TestMethod]
    public void A_smaller_count_shortens_the_list()
    {
        List<string> list = ["a", "b"];

        CollectionsMarshalShims.SetCount(list, 1);

        CollectionAssert.AreEqual(new[] { "a" }, list);
    }

    [TestMethod]
    public void Counts_below_zero_and_no_list_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => CollectionsMarshalShims.SetCount(new List<int>(), -1));
        Assert.ThrowsExactly<ArgumentNullException>(() => CollectionsMarshalShims.SetCount<int>(null!, 1));
    }
}
