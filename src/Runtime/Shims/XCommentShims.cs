using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XTextShims"/>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class XCommentShims
{
    /// <inheritdoc cref="XComment(string)"/>
    public static XComment Create(string value, Sandbox sandbox)
    {
        XTextShims.Charge(value, sandbox);
        return new XComment(value);
    }

    /// <inheritdoc cref="XComment(XComment)"/>
    public static XComment Create(XComment other, Sandbox sandbox)
    {
        XTextShims.Charge(other?.Value, sandbox);
        return new XComment(other!);
    }

    /// <inheritdoc cref="XComment.Value"/>
    public static void set_Value(XComment self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        XTextShims.Charge(value, sandbox);
        self.Value = value;
    }
}
