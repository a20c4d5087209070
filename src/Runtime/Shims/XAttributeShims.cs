using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what gives an attribute its value: it is charged with its share of the text of a tree.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class XAttributeShims
{
    /// <inheritdoc cref="XAttribute(XName, object)"/>
    public static XAttribute Create(XName name, object value, Sandbox sandbox)
    {
        var text = XmlContent.TextOf(value);
        Charge(name, text, sandbox);
        return new XAttribute(name, text!);
    }

    /// <inheritdoc cref="XAttribute(XAttribute)"/>
    public static XAttribute Create(XAttribute other, Sandbox sandbox)
    {
        Charge(other?.Name, other?.Value, sandbox);
        return new XAttribute(other!);
    }

    /// <inheritdoc cref="XAttribute.SetValue"/>
    public static void SetValue(XAttribute self, object value, Sandbox sandbox) => set_Value(self, XmlContent.TextOf(value)!, sandbox);

    /// <inheritdoc cref="XAttribute.Value"/>
    public static void set_Value(XAttribute self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        Charge(self.Name, value, sandbox);
        self.Value = value;
    }

    /// <summary>Charges an attribute that is about to be made.</summary>
    internal static void Charge(XName? name, string? value, Sandbox sandbox)
    {
        if (name is not null && value is not null)
        {
            sandbox.Charge(XmlWeight.Node(XmlWeight.Attribute(name, value)).BytesAt(0));
        }
    }
}
