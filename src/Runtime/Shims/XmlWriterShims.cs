using System.Text;
using System.Xml;
using RExecIL.Runtime.Streams;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what opens a writer of XML: settings are copied, and what is written is counted.</summary>
/// <remarks>Closing a writer ends all open elements at once, each of them with as many blanks as there are around it.</remarks>
public static class XmlWriterShims
{
    /// <summary>Characters: no indentation and no line end is longer.</summary>
    private const int LongestMark = 64;

    /// <inheritdoc cref="XmlWriter.Create(TextWriter)"/>
    public static XmlWriter Create(TextWriter output, Sandbox sandbox) => Create(output, null, sandbox);

    /// <inheritdoc cref="XmlWriter.Create(TextWriter, XmlWriterSettings)"/>
    public static XmlWriter Create(TextWriter output, XmlWriterSettings? settings, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(output);
        return XmlWriter.Create(new MeteredWriter(output, sandbox), Harmless(settings));
    }

    /// <inheritdoc cref="XmlWriter.Create(StringBuilder)"/>
    public static XmlWriter Create(StringBuilder output, Sandbox sandbox) => Create(output, null, sandbox);

    /// <inheritdoc cref="XmlWriter.Create(StringBuilder, XmlWriterSettings)"/>
    public static XmlWriter Create(StringBuilder output, XmlWriterSettings? settings, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(output);
        return Create(new StringWriter(output, System.Globalization.CultureInfo.InvariantCulture), settings, sandbox);
    }

    /// <inheritdoc cref="XmlWriter.Create(Stream)"/>
    public static XmlWriter Create(Stream output, Sandbox sandbox) => Create(output, null, sandbox);

    /// <inheritdoc cref="XmlWriter.Create(Stream, XmlWriterSettings)"/>
    public static XmlWriter Create(Stream output, XmlWriterSettings? settings, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(output);
        return XmlWriter.Create(new MeteredStream(output, sandbox), Harmless(settings));
    }

    private static XmlWriterSettings Harmless(XmlWriterSettings? settings)
    {
        settings ??= new XmlWriterSettings();
        if (settings.IndentChars.Length > LongestMark || settings.NewLineChars.Length > LongestMark)
        {
            throw XmlLimits.Exceeded($"an indentation and line ends of {LongestMark} characters");
        }

        return new XmlWriterSettings
        {
            CheckCharacters = settings.CheckCharacters,
            CloseOutput = settings.CloseOutput,
            ConformanceLevel = settings.ConformanceLevel,
            DoNotEscapeUriAttributes = settings.DoNotEscapeUriAttributes,
            Encoding = settings.Encoding,
            Indent = settings.Indent,
            IndentChars = settings.IndentChars,
            NamespaceHandling = settings.NamespaceHandling,
            NewLineChars = settings.NewLineChars,
            NewLineHandling = settings.NewLineHandling,
            NewLineOnAttributes = settings.NewLineOnAttributes,
            OmitXmlDeclaration = settings.OmitXmlDeclaration,
            WriteEndDocumentOnClose = settings.WriteEndDocumentOnClose,
        };
    }
}
