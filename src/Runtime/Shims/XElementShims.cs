using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using RExecIL.Runtime.Streams;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes, fills, reads and writes elements: all of it is counted, and documents have no types.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class XElementShims
{
    /// <inheritdoc cref="XElement(XName)"/>
    public static XElement Create(XName name, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(name);
        sandbox.Charge(XmlWeight.Node(XmlWeight.Element(name)).BytesAt(0));
        return new XElement(name);
    }

    /// <inheritdoc cref="XElement(XName, object)"/>
    public static XElement Create(XName name, object? content, Sandbox sandbox)
    {
        var element = Create(name, sandbox);
        XmlContent.Add(element, content, sandbox);
        return element;
    }

    /// <inheritdoc cref="XElement(XName, object[])"/>
    public static XElement Create(XName name, object?[] content, Sandbox sandbox) => Create(name, (object)content, sandbox);

    /// <inheritdoc cref="XElement(XElement)"/>
    public static XElement Create(XElement other, Sandbox sandbox)
    {
        XmlContent.ChargeCopy(other, 0, sandbox);
        return new XElement(other);
    }

    /// <inheritdoc cref="XElement.Name"/>
    public static void set_Name(XElement self, XName value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(value);
        sandbox.Charge(XmlWeight.Node(XmlWeight.Element(value)).BytesAt(0));
        self.Name = value;
    }

    /// <inheritdoc cref="XElement.Value"/>
    public static void set_Value(XElement self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        XTextShims.Charge(value, sandbox);
        self.Value = value;
    }

    /// <inheritdoc cref="XElement.SetValue"/>
    public static void SetValue(XElement self, object value, Sandbox sandbox) => set_Value(self, XmlContent.TextOf(value)!, sandbox);

    /// <inheritdoc cref="XElement.SetAttributeValue"/>
    public static void SetAttributeValue(XElement self, XName name, object? value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        var text = XmlContent.TextOf(value);
        XAttributeShims.Charge(name, text, sandbox);
        self.SetAttributeValue(name, text);
    }

    /// <inheritdoc cref="XElement.SetElementValue"/>
    public static void SetElementValue(XElement self, XName name, object? value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(name);
        var text = XmlContent.TextOf(value);
        if (text is not null)
        {
            var depth = XmlContent.DepthIn(self);
            XmlLimits.CheckDepth(depth + 1);
            sandbox.Charge(XmlWeight.Node(XmlWeight.Element(name) + XmlWeight.Text(text)).BytesAt(depth));
        }

        self.SetElementValue(name, text);
    }

    /// <inheritdoc cref="XElement.ReplaceAll(object)"/>
    public static void ReplaceAll(XElement self, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.ReplaceAll(XmlContent.Parts(content, self, XmlContent.DepthIn(self), sandbox));
    }

    /// <inheritdoc cref="XElement.ReplaceAll(object[])"/>
    public static void ReplaceAll(XElement self, object?[] content, Sandbox sandbox) => ReplaceAll(self, (object)content, sandbox);

    /// <inheritdoc cref="XElement.ReplaceAttributes(object)"/>
    public static void ReplaceAttributes(XElement self, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.ReplaceAttributes(XmlContent.Parts(content, self, XmlContent.DepthIn(self), sandbox));
    }

    /// <inheritdoc cref="XElement.ReplaceAttributes(object[])"/>
    public static void ReplaceAttributes(XElement self, object?[] content, Sandbox sandbox) => ReplaceAttributes(self, (object)content, sandbox);

    /// <inheritdoc cref="XElement.Parse(string)"/>
    public static XElement Parse(string text, Sandbox sandbox) => Parse(text, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Parse(string, LoadOptions)"/>
    public static XElement Parse(string text, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(text, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XElement.Load(TextReader)"/>
    public static XElement Load(TextReader textReader, Sandbox sandbox) => Load(textReader, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Load(TextReader, LoadOptions)"/>
    public static XElement Load(TextReader textReader, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(textReader, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XElement.Load(Stream)"/>
    public static XElement Load(Stream stream, Sandbox sandbox) => Load(stream, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Load(Stream, LoadOptions)"/>
    public static XElement Load(Stream stream, LoadOptions options, Sandbox sandbox)
    {
        using var reader = XmlSources.Open(stream, options, sandbox);
        return Load(reader, options, sandbox);
    }

    /// <inheritdoc cref="XElement.Load(XmlReader)"/>
    public static XElement Load(XmlReader reader, Sandbox sandbox) => Load(reader, LoadOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Load(XmlReader, LoadOptions)"/>
    public static XElement Load(XmlReader reader, LoadOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _ = reader.MoveToContent();
        var charging = new ChargingXmlReader(reader, sandbox);
        charging.Count();
        return XElement.Load(charging, options);
    }

    /// <inheritdoc cref="XElement.Save(TextWriter)"/>
    public static void Save(XElement self, TextWriter textWriter, Sandbox sandbox) => Save(self, textWriter, SaveOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Save(TextWriter, SaveOptions)"/>
    public static void Save(XElement self, TextWriter textWriter, SaveOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(textWriter);
        self.Save(new MeteredWriter(textWriter, sandbox), options);
    }

    /// <inheritdoc cref="XElement.Save(Stream)"/>
    public static void Save(XElement self, Stream stream, Sandbox sandbox) => Save(self, stream, SaveOptions.None, sandbox);

    /// <inheritdoc cref="XElement.Save(Stream, SaveOptions)"/>
    public static void Save(XElement self, Stream stream, SaveOptions options, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        ArgumentNullException.ThrowIfNull(stream);
        self.Save(new MeteredStream(stream, sandbox), options);
    }
}
