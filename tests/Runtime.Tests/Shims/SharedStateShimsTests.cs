using System.Globalization;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

/// <summary>What the framework shares between all code of the process, guests cannot change.</summary>
[TestClass]
public sealed class SharedStateShimsTests
{
    [TestMethod]
    public void The_hosts_writable_culture_is_read_only_for_guests()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");

            Assert.IsFalse(CultureInfo.CurrentCulture.IsReadOnly);
            Assert.IsTrue(CultureInfoShims.get_CurrentCulture().IsReadOnly);
            Assert.IsTrue(CultureInfoShims.get_CurrentCulture().NumberFormat.IsReadOnly);
            Assert.IsTrue(NumberFormatInfoShims.get_CurrentInfo().IsReadOnly);
            Assert.IsTrue(NumberFormatInfoShims.GetInstance(null).IsReadOnly);
            Assert.IsTrue(DateTimeFormatInfoShims.get_CurrentInfo().IsReadOnly);
            Assert.IsTrue(DateTimeFormatInfoShims.GetInstance(null).IsReadOnly);
            Assert.AreEqual("1,5", 1.5.ToString(CultureInfoShims.get_CurrentCulture()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [TestMethod]
    public void The_random_numbers_are_the_guests_own() => Assert.AreNotSame(Random.Shared, RandomShims.get_Shared());

    [TestMethod]
    public void A_span_of_one_variable_is_a_copy_that_outlives_it()
    {
        var variable = 1;

        var span = ReadOnlySpanShims.Create(in variable);
        variable = 2;

        Assert.AreEqual(1, span[0]);
        Assert.AreEqual(1, span.Length);
    }
}
