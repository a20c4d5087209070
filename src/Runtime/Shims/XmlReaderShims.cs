using System.Xml;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what opens a reader of XML: settings are copied, and types of documents are refused.</summary>
public static class XmlReaderShims
{
    /// <inheritdoc cref="XmlReader.Create(TextReader)"/>
    public static XmlReader Create(TextReader input, Sandbox sandbox) => XmlSources.Open(input, null, sandbox);

    /// <inheritdoc cref="XmlReader.Create(TextReader, XmlReaderSettings)"/>
    public static XmlReader Create(TextReader input, XmlReaderSettings? settings, Sandbox sandbox) => XmlSources.Open(input, settings, sandbox);

    /// <inheritdoc cref="XmlReader.Create(Stream)"/>
    public static XmlReader Create(Stream input, Sandbox sandbox) => XmlSources.Open(input, null, sandbox);

    /// <inheritdoc cref="XmlReader.Create(Stream, XmlReaderSettings)"/>
    public static XmlReader Create(Stream input, XmlReaderSettings? settings, Sandbox sandbox) => XmlSources.Open(input, settings, sandbox);
}
