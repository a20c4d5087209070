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
        var bytes = DataShims.Elements<byte>(DataField().FieldHandle, Literal.Length);

        CollectionAssert.AreEqual(Literal, bytes.ToArray());
        Assert.AreEqual(2, DataShims.Elements<byte>(DataField().FieldHandle, 2).Length);
    }

    [TestMethod]
    public void The_elements_are_of_any_type_of_one_byte()
    {
        Assert.AreEqual((sbyte)-126, DataShims.Elements<sbyte>(DataField().FieldHandle, 13)[12]);
        Assert.AreEqual(Small.Twenty, DataShims.Elements<Small>(DataField().FieldHandle, 2)[1]);
        Assert.IsTrue(DataShims.Elements<bool>(DataField().FieldHandle, 1)[0]);
    }

    [TestMethod]
    public void What_is_no_number_is_refused() => Assert.ThrowsExactly<ArgumentException>(
        () => DataShims.Elements<DateTime>(DataField().FieldHandle, 1).Length);

    [TestMethod]
    [DataRow(14)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    public void A_length_beyond_the_data_is_refused(int length) =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => DataShims.Elements<byte>(DataField().FieldHandle, length));

    [TestMethod]
    public void A_field_without_data_is_refused() => Assert.ThrowsExactly<ArgumentException>(
        () => DataShims.Elements<byte>(typeof(string).GetField(nameof(string.Empty))!.FieldHandle, 0));

    private enum Small : byte
    {
        Twenty = 20,
    }

    // Where the C# compiler puts the elements of Literal.
    private static FieldInfo DataField() => typeof(DataShimsTests).Assembly
        .GetType("<PrivateImplementationDetails>")!
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(field => field.FieldType.IsValueType
            && System.Runtime.InteropServices.Marshal.SizeOf(field.FieldType) == Literal.Length);
}
