using System.Xml;
using System.Xml.Linq;
using RExecIL.Runtime.Streams;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XElementShims"/>
public static class XDocumentShims
{
    /// <inheritdoc cref="XDocument(object[])"/>
    public static XDocument Create(object?[] content, Sandbox sandbox) => Create(null, content, sandbox);

    /// <inheritdoc cref="XDocument(XDeclaration, object[])"/>
    public static XDocument Create(XDeclaration? declaration, object?[] content, Sandbox sandbox)
    {
        var document = new XDocument { Declaration = declaration };
        XmlContent.Add(document, content, sandbox);
        return document;
    }

    /// <inheritdoc cref="XDocument(XDocument)"/>
    public static XDocument Create(XDocument other, Sandbox sandbox)
    {
        XmlContent.ChargeCopy(other, 0, sandbox);
        return new XDocument(other);
    }

    /// <inheritdoc cref="XDocument.Parse(string)"/>
    public static XDocument Parse(string text, Sandbox sandbox) => Parse(text, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Parse(string, LoadOptions)"/>
    public static XDocument Parse(string text, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(text, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XDocument.Load(TextReader)"/>
    public static XDocument Load(TextReader textReader, Sandbox sandbox) => Load(textReader, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Load(TextReader, LoadOptions)"/>
    public static XDocument Load(TextReader textReader, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(textReader, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XDocument.Load(Stream)"/>
    public static XDocument Load(Stream stream, Sandbox sandbox) => Load(stream, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Load(Stream, LoadOptions)"/>
    public static XDocument Load(Stream stream, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(stream, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XDocument.Load(XmlReader)"/>
    public static XDocument Load(XmlReader reader, Sandbox sandbox) => Load(reader, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Load(XmlReader, LoadOptions)"/>
    public static XDocument Load(XmlReader reader, LoadOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var charging = new ChargingXmlReader(reader, sandbox);
        if (reader.ReadState == ReadState.Interactive)
        {
            charging.Count();
        }

        return XDocument.Load(charging, options);
    }

    /// <inheritdoc cref="XDocument.Save(TextWriter)"/>
    public static void Save(XDocument self, TextWriter textWriter, Sandbox sandbox) => Save(self, textWriter, SaveOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Save(TextWriter, SaveOptions)"/>
    public static void Save(XDocument self, TextWriter textWriter, SaveOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(textWriter);
        self.Save(new MeteredWriter(textWriter, sandbox), options);
    }

    /// <inheritdoc cref="XDocument.Save(Stream)"/>
    public static void Save(XDocument self, Stream stream, Sandbox sandbox) => Save(self, stream, SaveOptions.None, sandbox);

    /// <inheritdoc cref="XDocument.Save(Stream, SaveOptions)"/>
    public static void Save(XDocument self, Stream stream, SaveOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(stream);
        self.Save(new MeteredStream(stream, sandbox), options);
    }
}
