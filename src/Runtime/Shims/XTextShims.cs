using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what gives a text its value: it is charged with its share of the text of a tree.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class XTextShims
{
    /// <inheritdoc cref="XText(string)"/>
    public static XText Create(string value, Sandbox sandbox)
    {
        Charge(value, sandbox);
        return new XText(value);
    }

    /// <inheritdoc cref="XText(XText)"/>
    public static XText Create(XText other, Sandbox sandbox)
    {
        Charge(other?.Value, sandbox);
        return new XText(other!);
    }

    /// <inheritdoc cref="XText.Value"/>
    public static void set_Value(XText self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        Charge(value, sandbox);
        self.Value = value;
    }

    /// <summary>Charges a text that is about to be made.</summary>
    internal static void Charge(string? value, Sandbox sandbox) => sandbox.Charge(XmlWeight.Node(XmlWeight.Marked(value)).BytesAt(0));
}
