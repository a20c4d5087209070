using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class AmountsTests
{
    [TestMethod]
    [DataRow("1B", 1L)]
    [DataRow("64MB", 64_000_000L)]
    [DataRow("1.5GiB", 1_610_612_736L)]
    [DataRow("1.1GiB", 1_181_116_006L, DisplayName = "the part of a byte is cut off")]
    [DataRow("0.3333KB", 333L)]
    [DataRow("9223372036GB", 9_223_372_036_000_000_000L)]
    public void Sizes_are_read(string text, long bytes) => Assert.AreEqual(bytes, Amounts.ParseSize(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("B")]
    [DataRow("64")]
    [DataRow("0B")]
    [DataRow("0.9B")]
    [DataRow("-1MB")]
    [DataRow("1e3MB")]
    [DataRow("1,5MB")]
    [DataRow("64mb")]
    [DataRow(" 64MB")]
    [DataRow("9223372037GB")]
    [DataRow("99999999999999999999GB", DisplayName = "more than a decimal holds times the unit")]
    [DataRow("0000000000000000000064MB", DisplayName = "longer than any amount")]
    public void Others_are_no_sizes(string text) => Assert.IsNull(Amounts.ParseSize(text));

    [TestMethod]
    [DataRow("1", 1L)]
    [DataRow("250000", 250_000L)]
    [DataRow("1.5M", 1_500_000L)]
    [DataRow("2G", 2_000_000_000L)]
    [DataRow("0.001k", 1L)]
    public void Fuel_is_read(string text, long units) => Assert.AreEqual(units, Amounts.ParseFuel(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("k")]
    [DataRow("0")]
    [DataRow("1.5", DisplayName = "part of a unit")]
    [DataRow("1.0001k", DisplayName = "part of a unit of a thousand")]
    [DataRow("-3")]
    [DataRow("2K")]
    [DataRow("9999999999G")]
    public void Others_are_no_fuel(string text) => Assert.IsNull(Amounts.ParseFuel(text));
}
