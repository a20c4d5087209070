// S-31: values of the guest's own, whose lengths the framework trusts when it writes them into spans
// expect: refused RX2006
// in: Text Utf8
using System;
public struct Text : ISpanFormattable
{
    public string ToString(string? f, IFormatProvider? p) => "";
    public bool TryFormat(Span<char> to, out int written, ReadOnlySpan<char> f, IFormatProvider? p) { written = int.MaxValue; return true; }
}
public struct Utf8 : IUtf8SpanFormattable
{
    public bool TryFormat(Span<byte> to, out int written, ReadOnlySpan<char> f, IFormatProvider? p) { written = int.MaxValue; return true; }
}
