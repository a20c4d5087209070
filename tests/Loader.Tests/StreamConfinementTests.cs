using System.Globalization;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Attacks through streams of a contract that call the guest back while the framework reads or writes them.</summary>
[TestClass]
[DoNotParallelize]
public sealed class StreamConfinementTests
{
    private static readonly Lazy<ReferenceCatalog> WithHost =
        new(() => InstalledRuntime.CatalogWith([typeof(CallingStream).Assembly]));

    /// <summary>Closing a stream that is in use would give back a buffer of the process's pool that is in use.</summary>
    [TestMethod]
    [DataRow("Stream z = null; z = new GZipStream(CallingStream.Open(() => z.Dispose()), CompressionMode.Decompress); z.ReadByte();")]
    [DataRow("Stream z = null; z = new DeflateStream(new BufferedStream(CallingStream.Open(() => z.Dispose())), CompressionLevel.Fastest); z.WriteByte(1); z.Flush();")]
    [DataRow("Stream z = null; z = new ZLibStream(Stream.Synchronized(CallingStream.Open(() => z.Dispose())), CompressionMode.Decompress); z.ReadByte();")]
    [DataRow("Stream z = null; z = new BrotliStream(CallingStream.Open(() => z.Dispose()), CompressionMode.Decompress); z.ReadByte();")]
    public void Streams_that_may_call_back_are_not_compressed(string body) => AssertOutput("NotSupportedException", body);

    /// <summary>Readers of XML have buffers of their own: such a call ends in an exception at worst, or with the stack.</summary>
    [TestMethod]
    [DataRow("XmlReader x = null; var n = 0; x = XmlReader.Create(CallingStream.Open(() => { if (n++ < 5) x?.Read(); })); while (x.Read()) { } Console.Write(\"read\");", "read")]
    [DataRow("XmlReader x = null; x = XmlReader.Create(CallingStream.Open(() => x?.Dispose())); while (x.Read()) { } Console.Write(\"read\");", "read")]
    [DataRow("var e = new XElement(\"a\"); e.Add(XElement.Load(CallingStream.Open(() => e.Add(e)))); Console.Write(e.Nodes().Count() > 1);", "True")]
    [DataRow("var e = new XElement(\"a\", \"text\"); e.Save(CallingStream.Open(() => e.Add(\"more\"))); Console.Write(e.Value);", "textmore")]
    public void Streams_of_documents_may_call_back(string body, string output) => AssertOutput(output, body);

    private static void AssertOutput(string expected, string body)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Policy.Preset("script", WithHost.Value),
            Catalog = WithHost.Value,
            Quota = new Quota { MaxTime = TimeSpan.FromSeconds(20), MaxAllocation = 64_000_000 },
            Contracts = [typeof(CallingStream).Assembly],
            In = TextReader.Null,
            Out = output,
            Error = TextWriter.Null,
        });
        var image = CSharpFixture.Compile(
            """
            #nullable disable
            using System; using System.IO; using System.IO.Compression; using System.Linq; using System.Xml; using System.Xml.Linq; using RExecIL.Loader.Tests;
            static class Program { static void Main() { try {
            """ + body + """
            } catch (Exception e) { Console.Write(e.GetType().Name); } } }
            """,
            exe: true,
            references: [CSharpFixture.ReferenceTo(typeof(CallingStream))]);
        var loaded = rexec.Load(image);
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));
        Assert.AreEqual(expected, output.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }
}

/// <summary>A stream of a host that calls its guest whenever it is read or written, and never ends.</summary>
public sealed class CallingStream : Stream
{
    private readonly Action _call;
    private bool _hasBegun;

    private CallingStream(Action call) => _call = call;

    /// <summary>For guests.</summary>
    public static Stream Open(Action call) => new CallingStream(call);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        _call();
        if (_hasBegun)
        {
            return 0;
        }

        _hasBegun = true;
        "<a>text</a>"u8.CopyTo(buffer.AsSpan(offset));
        return "<a>text</a>"u8.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => _call();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
