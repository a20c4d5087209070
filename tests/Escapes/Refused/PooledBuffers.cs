// N-42: streams, writers, readers and formatted values of the guest's own are handed arrays of the pool that all share
// expect: refused RX2001 RX2005 RX2006
// in: Kept Writer Reader Peek
using System;
using System.IO;
using System.Text;
public class Kept : Stream
{
    public static byte[]? Array;
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => 0;
    public override long Position { get => 0; set { } }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => 0;
    public override void SetLength(long value) { }
    public override int Read(byte[] buffer, int offset, int count) { Array = buffer; return 0; }
    public override void Write(byte[] buffer, int offset, int count) { Array = buffer; }
}
public class Writer : TextWriter { public override Encoding Encoding => Encoding.UTF8; public override void Write(char[] b, int i, int n) { } }
public class Reader : TextReader { public override int Read(char[] b, int i, int n) => 0; }
public struct Peek : ISpanFormattable
{
    public static string Seen = "";
    public string ToString(string? f, IFormatProvider? p) => "";
    public bool TryFormat(Span<char> to, out int n, ReadOnlySpan<char> f, IFormatProvider? p) { Seen = new string(to); n = 0; return true; }
}
