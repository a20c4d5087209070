// Compression: each kind, to memory and back, as bytes, as text, in pieces and one in another.
using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

var text = string.Join('\n', Enumerable.Range(0, 2_000).Select(i => $"line {i}: {i * i % 97}"));
var bytes = Encoding.UTF8.GetBytes(text);
var kinds = new Dictionary<string, (Func<Stream, CompressionLevel, Stream> Compress, Func<Stream, Stream> Expand)>
{
    ["gzip"] = ((s, level) => new GZipStream(s, level, leaveOpen: true), s => new GZipStream(s, CompressionMode.Decompress)),
    ["deflate"] = ((s, level) => new DeflateStream(s, level, leaveOpen: true), s => new DeflateStream(s, CompressionMode.Decompress)),
    ["zlib"] = ((s, level) => new ZLibStream(s, level, leaveOpen: true), s => new ZLibStream(s, CompressionMode.Decompress)),
    ["brotli"] = ((s, level) => new BrotliStream(s, level, leaveOpen: true), s => new BrotliStream(s, CompressionMode.Decompress)),
};
foreach (var (name, (compress, expand)) in kinds)
{
    foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize })
    {
        var packed = new MemoryStream();
        using (var stream = compress(packed, level))
        {
            stream.Write(bytes, 0, 100);
            stream.Flush();
            stream.WriteByte(bytes[100]);
            stream.Write(bytes.AsSpan(101));
        }

        packed.Position = 0;
        var unpacked = new MemoryStream();
        using (var stream = expand(packed))
        {
            stream.CopyTo(unpacked);
        }

        Console.WriteLine($"{name} {level} {packed.ToArray().Length} {unpacked.ToArray().AsSpan().SequenceEqual(bytes)}");
    }

    var lines = new MemoryStream();
    using (var writer = new StreamWriter(compress(lines, CompressionLevel.Optimal)))
    {
        writer.Write(text);
    }

    lines.Position = 0;
    using var reader = new StreamReader(expand(lines));
    var count = 0;
    for (string? line; (line = reader.ReadLine()) is not null; count++)
    {
        if (count == 1_000)
        {
            Console.WriteLine(line);
        }
    }

    Console.WriteLine(count);
    var empty = new MemoryStream();
    compress(empty, CompressionLevel.Fastest).Dispose();
    empty.Position = 0;
    Console.WriteLine($"{empty.Length} {expand(empty).ReadByte()}");
}

// One in another, with settings, and a large one in pieces.
var nested = new MemoryStream();
using (var outer = new GZipStream(nested, new ZLibCompressionOptions { CompressionLevel = 9 }, leaveOpen: true))
using (var inner = new BrotliStream(outer, new BrotliCompressionOptions { Quality = 3 }))
{
    for (var i = 0; i < 300; i++)
    {
        inner.Write(bytes);
    }
}

nested.Position = 0;
using (var inner = new BrotliStream(new GZipStream(new BufferedStream(nested), CompressionMode.Decompress), CompressionMode.Decompress))
{
    var piece = new byte[1_000];
    var (total, sum) = (0L, 0L);
    for (int read; (read = inner.Read(piece)) > 0; total += read)
    {
        for (var i = 0; i < read; i++)
        {
            sum += piece[i];
        }
    }

    Console.WriteLine($"{total} {sum}");
    Console.WriteLine($"{inner.CanRead} {inner.CanWrite} {inner.CanSeek}");
}

Console.WriteLine(nested.CanRead);
foreach (var expand in kinds.Values.Select(kind => kind.Expand))
{
    try
    {
        Console.WriteLine(expand(new MemoryStream(Encoding.UTF8.GetBytes("no such data at all"))).ReadByte());
    }
    catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
    {
        Console.WriteLine("no such data");
    }
}

try
{
    _ = new GZipStream(new MemoryStream([1], writable: false), CompressionMode.Compress);
}
catch (ArgumentException)
{
    Console.WriteLine("not to write to");
}
