// RX3003: what overlaps is made of numbers.
using System;
using System.Runtime.InteropServices;

enum Colour : byte { Red }

[StructLayout(LayoutKind.Explicit)]
struct Bits
{
    [FieldOffset(0)] public int Number;
    [FieldOffset(0)] public float Single;
    [FieldOffset(0)] public bool Truth;
    [FieldOffset(0)] public char Character;
    [FieldOffset(0)] public Colour Colour;
}

struct Pair
{
    public short Left;
    public int Right;
}

[StructLayout(LayoutKind.Explicit)]
struct Nested
{
    [FieldOffset(0)] public Bits Bits;
    [FieldOffset(0)] public Pair Pair;
    [FieldOffset(2)] public long Number;
}

[StructLayout(LayoutKind.Explicit)]
struct Apart
{
    [FieldOffset(0)] public Pair Pair;
    [FieldOffset(8)] public object Object;
    [FieldOffset(16)] public Guid Guid;
    [FieldOffset(32)] public string Text;
    [FieldOffset(40)] public DateTime Time;
    [FieldOffset(48)] public object[] Array;
}

[StructLayout(LayoutKind.Explicit)]
class Alone
{
    [FieldOffset(8)] public object? Object;
}

[StructLayout(LayoutKind.Explicit)]
struct Objects
{
    [FieldOffset(0)] public object Object_RX3003;
    [FieldOffset(0)] public string Text_RX3003;
}

[StructLayout(LayoutKind.Explicit)]
struct Partly
{
    [FieldOffset(0)] public long Number;
    [FieldOffset(4)] public object Object_RX3003;
}

[StructLayout(LayoutKind.Explicit)]
struct ForgedTime
{
    [FieldOffset(0)] public long Number;
    [FieldOffset(0)] public DateTime Time_RX3003;
}

struct Holder
{
    public object? Object;
    public int Number;
}

[StructLayout(LayoutKind.Explicit)]
struct InStructure
{
    [FieldOffset(0)] public Holder Holder_RX3003;
    [FieldOffset(8)] public object Object_RX3003;
}

[StructLayout(LayoutKind.Explicit)]
ref struct Spans
{
    [FieldOffset(0)] public Span<int> Numbers_RX3003;
    [FieldOffset(0)] public Span<string> Texts_RX3003;
}

[StructLayout(LayoutKind.Explicit)]
struct Memories
{
    [FieldOffset(0)] public Memory<int> Numbers_RX3003;
    [FieldOffset(0)] public (object, int, int) Fields_RX3003;
}
