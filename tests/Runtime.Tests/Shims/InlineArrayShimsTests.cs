using System.Runtime.CompilerServices;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class InlineArrayShimsTests
{
    [TestMethod]
    public void Elements_are_those_of_the_buffer()
    {
        var buffer = new Four();
        for (var i = 0; i < 4; i++)
        {
            InlineArrayShims.ElementRef<Four, int>(ref buffer, i) = i * 10;
        }

        Assert.AreEqual(0, InlineArrayShims.FirstElementRef<Four, int>(ref buffer));
        Assert.AreEqual(0, InlineArrayShims.FirstElementRefReadOnly<Four, int>(in buffer));
        Assert.AreEqual(30, InlineArrayShims.ElementRefReadOnly<Four, int>(in buffer, 3));
        CollectionAssert.AreEqual(new[] { 0, 10, 20 }, InlineArrayShims.AsSpan<Four, int>(ref buffer, 3).ToArray());
        CollectionAssert.AreEqual(new[] { 0, 10, 20, 30 }, InlineArrayShims.AsReadOnlySpan<Four, int>(in buffer, 4).ToArray());
        Assert.AreEqual(buffer[2], InlineArrayShims.ElementRef<Four, int>(ref buffer, 2));
    }

    [TestMethod]
    public void Elements_may_be_references_and_generic()
    {
        var buffer = new Pair<string>();

        InlineArrayShims.ElementRef<Pair<string>, string>(ref buffer, 1) = "second";

        Assert.AreEqual("second", buffer[1]);
    }

    [TestMethod]
    [DataRow(4)]
    [DataRow(-1)]
    [DataRow(int.MaxValue)]
    [DataRow(int.MinValue)]
    public void An_index_outside_the_buffer_is_refused(int index)
    {
        var buffer = new Four();

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => InlineArrayShims.ElementRef<Four, int>(ref buffer, index) = 1);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => _ = InlineArrayShims.ElementRefReadOnly<Four, int>(in buffer, index));
    }

    [TestMethod]
    [DataRow(5)]
    [DataRow(-1)]
    public void A_length_beyond_the_buffer_is_refused(int length)
    {
        var buffer = new Four();

        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => InlineArrayShims.AsSpan<Four, int>(ref buffer, length));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => InlineArrayShims.AsReadOnlySpan<Four, int>(in buffer, length));
    }

    [TestMethod]
    public void A_buffer_of_another_element_type_is_refused()
    {
        Refuses<Four, long>();
        Refuses<Four, uint>();
        Refuses<Four, byte>();
        Refuses<Pair<string>, object>();
        Refuses<Pair<object>, string>();
    }

    [TestMethod]
    public void What_is_no_inline_array_is_refused()
    {
        Refuses<int, int>();
        Refuses<Plain, int>();
        Refuses<Two, int>();
        Refuses<string, char>();
        Refuses<int[], int>();
        Refuses<object, object>();
        Refuses<Forged, int>();
        Refuses<DayOfWeek, int>();
    }

    private static void Refuses<TBuffer, TElement>()
    {
        var buffer = default(TBuffer)!;
        Assert.ThrowsExactly<ArgumentException>(() => _ = InlineArrayShims.FirstElementRef<TBuffer, TElement>(ref buffer));
        Assert.ThrowsExactly<ArgumentException>(() => _ = InlineArrayShims.FirstElementRefReadOnly<TBuffer, TElement>(in buffer));
        Assert.ThrowsExactly<ArgumentException>(() => _ = InlineArrayShims.ElementRef<TBuffer, TElement>(ref buffer, 0));
        Assert.ThrowsExactly<ArgumentException>(() => InlineArrayShims.AsSpan<TBuffer, TElement>(ref buffer, 0));
        Assert.ThrowsExactly<ArgumentException>(() => InlineArrayShims.AsReadOnlySpan<TBuffer, TElement>(in buffer, 1));
    }

    [InlineArray(4)]
    private struct Four
    {
        private int _first;
    }

    [InlineArray(2)]
    private struct Pair<T>
    {
        private T _first;
    }

#pragma warning disable CS0169, CS0649, IDE0051 // Only their shape counts.
    private struct Plain
    {
        private readonly int _first;
    }

    private struct Two
    {
        private readonly int _first;
        private readonly int _second;
    }

    [Fake.InlineArray(4)]
    private struct Forged
    {
        private readonly int _first;
    }
#pragma warning restore CS0169, CS0649, IDE0051

    private static class Fake
    {
        [AttributeUsage(AttributeTargets.Struct)]
        internal sealed class InlineArrayAttribute(int length) : Attribute
        {
            public int Length { get; } = length;
        }
    }
}
