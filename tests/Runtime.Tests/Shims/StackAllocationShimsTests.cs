using System.Reflection;
using System.Runtime.InteropServices;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class StackAllocationShimsTests
{
    private static readonly byte[] Data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    private enum Digit : short
    {
        One = 0x0201,
    }

    [TestMethod]
    public void Memory_holds_as_many_zeroed_elements_as_fit_the_size()
    {
        CollectionAssert.AreEqual(new int[3], StackAllocationShims.Allocate<int>(12).ToArray());
        Assert.AreEqual(2, StackAllocationShims.Allocate<int>(11).Length);
        Assert.AreEqual(0, StackAllocationShims.Allocate<decimal>(15).Length);
        Assert.AreEqual(0, StackAllocationShims.Allocate<byte>(0).Length);
        Assert.AreEqual(StackAllocationShims.MaxSize, StackAllocationShims.Allocate<byte>((nuint)StackAllocationShims.MaxSize).Length);
    }

    [TestMethod]
    public void Two_pieces_of_memory_are_never_the_same()
    {
        var first = StackAllocationShims.Allocate<int>(4);
        var second = StackAllocationShims.Allocate<int>(4);
        first[0] = 1;

        Assert.AreEqual(0, second[0]);
    }

    [TestMethod]
    public void More_than_a_stack_has_is_refused()
    {
        nuint[] sizes = [(nuint)StackAllocationShims.MaxSize + 1, uint.MaxValue, unchecked((nuint)(-1)), (nuint)1 << 32];
        foreach (var size in sizes)
        {
            Assert.ThrowsExactly<InsufficientExecutionStackException>(() => _ = StackAllocationShims.Allocate<byte>(size), $"{size}");
        }
    }

    [TestMethod]
    public void References_are_no_elements()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _ = StackAllocationShims.Allocate<string>(8));
        Assert.ThrowsExactly<ArgumentException>(() => _ = StackAllocationShims.Allocate<(int, object)>(16));
    }

    [TestMethod]
    public void An_element_is_found_by_its_first_byte()
    {
        var memory = StackAllocationShims.Allocate<int>(12);
        StackAllocationShims.ElementAt(memory, 0) = 7;
        StackAllocationShims.ElementAt(memory, 8) = 9;

        CollectionAssert.AreEqual(new[] { 7, 0, 9 }, memory.ToArray());
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(10)]
    [DataRow(12)]
    [DataRow(-4)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    [DataRow(long.MinValue)]
    [DataRow(4L << 32)]
    public void No_element_begins_elsewhere(long distance) => Assert.ThrowsExactly<IndexOutOfRangeException>(
        () => StackAllocationShims.ElementAt(StackAllocationShims.Allocate<int>(12), (nint)distance) = 1);

    [TestMethod]
    public void Data_is_copied_in_the_order_of_its_bytes()
    {
        var memory = StackAllocationShims.Allocate<ushort>(8);
        StackAllocationShims.Fill(memory, DataField().FieldHandle, 7);

        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6, 7, 0 }, MemoryMarshal.AsBytes(memory).ToArray());
    }

    [TestMethod]
    public void Enumerations_are_numbers()
    {
        var memory = StackAllocationShims.Allocate<Digit>(2);
        StackAllocationShims.Fill(memory, DataField().FieldHandle, 2);

        Assert.AreEqual(BitConverter.IsLittleEndian ? Digit.One : (Digit)0x0102, memory[0]);
    }

    [TestMethod]
    public void Neither_data_nor_memory_is_left()
    {
        var field = DataField().FieldHandle;
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StackAllocationShims.Fill(StackAllocationShims.Allocate<byte>(100), field, Data.Length + 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StackAllocationShims.Fill(StackAllocationShims.Allocate<byte>(100), field, -1));
        Assert.ThrowsExactly<ArgumentException>(() => StackAllocationShims.Fill(StackAllocationShims.Allocate<byte>(3), field, 4));
        Assert.ThrowsExactly<ArgumentException>(
            () => StackAllocationShims.Fill(StackAllocationShims.Allocate<byte>(8), typeof(string).GetField(nameof(string.Empty))!.FieldHandle, 1));
    }

    [TestMethod]
    public void Bytes_do_not_make_up_a_struct()
    {
        var field = DataField().FieldHandle;
        Assert.ThrowsExactly<ArgumentException>(() => StackAllocationShims.Fill(StackAllocationShims.Allocate<GCHandle>(8), field, 8));
        Assert.ThrowsExactly<ArgumentException>(() => StackAllocationShims.Fill(StackAllocationShims.Allocate<DateTime>(8), field, 8));
        Assert.ThrowsExactly<ArgumentException>(() => StackAllocationShims.Repeat(StackAllocationShims.Allocate<GCHandle>(8), 1, 8));
    }

    [TestMethod]
    public void One_byte_is_repeated()
    {
        var memory = StackAllocationShims.Allocate<byte>(5);
        StackAllocationShims.Repeat(memory, 0x107, 4);

        CollectionAssert.AreEqual(new byte[] { 7, 7, 7, 7, 0 }, memory.ToArray());
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StackAllocationShims.Repeat(StackAllocationShims.Allocate<byte>(5), 0, 6));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => StackAllocationShims.Repeat(StackAllocationShims.Allocate<byte>(5), 0, -1));
    }

    [TestMethod]
    public void A_span_is_never_longer_than_the_memory()
    {
        Assert.AreEqual(2, StackAllocationShims.AsSpan(StackAllocationShims.Allocate<int>(12), 2).Length);
        Assert.AreEqual(3, StackAllocationShims.AsReadOnlySpan(StackAllocationShims.Allocate<int>(12), 3).Length);
        foreach (var length in new[] { 4, -1, int.MinValue })
        {
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = StackAllocationShims.AsSpan(StackAllocationShims.Allocate<int>(12), length));
            Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ = StackAllocationShims.AsReadOnlySpan(StackAllocationShims.Allocate<int>(12), length));
        }
    }

    // Where the C# compiler puts the elements of Data.
    private static FieldInfo DataField() => typeof(StackAllocationShimsTests).Assembly
        .GetType("<PrivateImplementationDetails>")!
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic)
        .Single(field => field.FieldType.IsValueType && Marshal.SizeOf(field.FieldType) == Data.Length);
}
