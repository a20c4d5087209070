// The compiler makes rows for the types as well, and a row has no place.
// assembly: RX2002
using System;
using System.Collections.Generic;

public enum Small : byte { One }

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class MarkAttribute : Attribute
{
    public MarkAttribute() { }
    public MarkAttribute(Type type) { }
    public MarkAttribute(Type[] types) { }
    public MarkAttribute(object boxed) { }
    public MarkAttribute(string text, int number, params long[] more) { }
    public MarkAttribute(Small small, DayOfWeek day, char letter, bool flag, double real) { }
    public Type Property { get; set; }
    public object Boxed { get; set; }
    public string[] Texts { get; set; }
    public Small Field;
}

public sealed class GenericMarkAttribute<T> : Attribute
{
    public GenericMarkAttribute(object value) { }
}

public class Outer<T>
{
    public class Inner<TOther> { }
    public enum Nested { A }
}

public class AttributeValues
{
    [Mark(typeof(string))] public void OfString() { }
    [Mark((Type)null)] public void OfNothing() { }
    [Mark(typeof(List<>))] public void OfOpen() { }
    [Mark(typeof(Dictionary<string, List<int[]>>[,]))] public void OfClosed() { }
    [Mark(typeof(Outer<int>.Inner<Dictionary<string, Guid>.KeyCollection>))] public void OfNested() { }
    [Mark(new[] { typeof(int), null, typeof(AttributeValues) })] public void OfTypes() { }
    [Mark(Small.One, DayOfWeek.Friday, 'x', true, 1.5)] public void OfEnums() { }
    [Mark("ünïcode", -1, 1, 2, 3)] public void OfText() { }
    [Mark(null, -1, null)] public void OfNulls() { }
    [Mark(new object[] { 1, "two", typeof(Uri), Small.One, new object[] { DayOfWeek.Monday, null }, new[] { Small.One } })] public void OfBoxed() { }
    [Mark(Outer<string>.Nested.A)] public void OfNestedEnum() { }
    [Mark(Property = typeof(int?), Boxed = StringComparison.Ordinal, Texts = new[] { "a", null }, Field = Small.One)] public void OfNamed() { }
    [GenericMark<int>(typeof(Func<string, int>))] public void OfGeneric() { }

    [Mark(typeof(System.Diagnostics.Process))] public void Denied_RX2018() { }
    [Mark(typeof(List<System.Diagnostics.Process>))] public void DeniedArgument_RX2018() { }
    [Mark(typeof(System.Threading.Mutex[]))] public void DeniedElement_RX2018() { }
    [Mark(new[] { typeof(int), typeof(System.Diagnostics.Process) })] public void DeniedInArray_RX2018() { }
    [Mark(Property = typeof(System.Net.Sockets.Socket))] public void DeniedNamed_RX2018() { }
    [Mark(new object[] { new object[] { typeof(System.IO.Pipes.PipeStream) } })] public void DeniedBoxed_RX2018() { }
    [GenericMark<int>(typeof(System.Runtime.InteropServices.Marshal))] public void DeniedInGeneric_RX2018() { }
}
