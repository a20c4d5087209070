using System.Xml;
using System.Xml.Linq;
using RExecIL.Runtime.Streams;

namespace RExecIL.Runtime.Xml;

/// <summary>Readers of XML: without types of documents, without entities, without anything to resolve.</summary>
internal static class XmlSources
{
    /// <summary>A reader as LINQ to XML makes them.</summary>
    internal static XmlReader Open(string text, LoadOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Open(new StringReader(text), options, sandbox);
    }

    /// <inheritdoc cref="Open(string, LoadOptions, Sandbox)"/>
    internal static XmlReader Open(TextReader reader, LoadOptions options, Sandbox sandbox) => Open(reader, Settings(options), sandbox);

    /// <inheritdoc cref="Open(string, LoadOptions, Sandbox)"/>
    internal static XmlReader Open(Stream stream, LoadOptions options, Sandbox sandbox) => Open(stream, Settings(options), sandbox);

    /// <summary>A reader with a guest's settings, as far as they are harmless.</summary>
    internal static XmlReader Open(TextReader reader, XmlReaderSettings? settings, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return XmlReader.Create(new MeteredReader(reader, sandbox), Harmless(settings));
    }

    /// <inheritdoc cref="Open(TextReader, XmlReaderSettings, Sandbox)"/>
    internal static XmlReader Open(Stream stream, XmlReaderSettings? settings, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return XmlReader.Create(new MeteredStream(stream, sandbox), Harmless(settings));
    }

    private static XmlReaderSettings Settings(LoadOptions options) =>
        new() { IgnoreWhitespace = (options & LoadOptions.PreserveWhitespace) == 0 };

    /// <summary>A copy: what the guest holds may change later, and holds more than what is copied.</summary>
    private static XmlReaderSettings Harmless(XmlReaderSettings? settings)
    {
        settings ??= new XmlReaderSettings();
        return new XmlReaderSettings
        {
            CheckCharacters = settings.CheckCharacters,
            CloseInput = settings.CloseInput,
            ConformanceLevel = settings.ConformanceLevel,
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreComments = settings.IgnoreComments,
            IgnoreProcessingInstructions = settings.IgnoreProcessingInstructions,
            IgnoreWhitespace = settings.IgnoreWhitespace,
            LineNumberOffset = settings.LineNumberOffset,
            LinePositionOffset = settings.LinePositionOffset,
            MaxCharactersInDocument = settings.MaxCharactersInDocument,
            XmlResolver = null,
        };
    }
}
