using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;

public sealed class Failure(string message) : Exception(message);
public sealed class Words : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator() => throw new NotSupportedException();
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
public sealed class Scope : IDisposable { public void Dispose() { } }
public sealed class Order : IComparer<int> { public int Compare(int x, int y) => x - y; }
public class Bytes_RX2005 : MemoryStream;
public class Base { public virtual void M() { } }
public class Derived : Base { public override void M() => base.M(); }
public record Point(int X, int Y);
public record struct Pair(int X, int Y);
public readonly struct Shown_RX2006 : ISpanFormattable
{
    public string ToString(string? format, IFormatProvider? provider) => "";
    public bool TryFormat(Span<char> destination, out int written, ReadOnlySpan<char> format, IFormatProvider? provider) { written = 0; return true; }
}
public readonly struct Formatted : IFormattable { public string ToString(string? format, IFormatProvider? provider) => ""; }
