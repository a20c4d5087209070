using System.Reflection;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class DataShimsTests
{
    private static readonly byte[] Literal = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120, 130];

    [TestMethod]
    public void The_bytes_are_those_of_the_image()
    {
        var bytes = DataShims.Utf8(DataField().FieldHandle, Literal.Length);

        CollectionAssert.AreEqual(Literal, bytes.ToArray());
        Assert.AreEqual(2, DataShims.Utf8(DataField().FieldHandle, 2).Length);
    }

    [TestMethod]
    [DataRow(14)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void A_length_beyond_the_data_is_refused(int length) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataShims.Utf8(DataField().FieldHandle, length));

    [TestMethod]
    public void A_field_without_data_is_refused() => Assert.ThrowsExactly<ArgumentException>(
        () => DataShims.Utf8(typeof(string).GetField(nameof(string.Empty))!.FieldHandle, 0));

    // Where the C# compiler puts the elements of Literal.
    private static FieldInfo DataField() => typeof(DataShimsTests).Assembly
        .GetType("<PrivateImplementationDetails>")!
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(field => field.FieldType.IsValueType
            && System.Runtime.InteropServices.Marshal.SizeOf(field.FieldType) == Literal.Length);
}
