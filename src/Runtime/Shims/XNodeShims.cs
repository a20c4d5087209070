using System.Xml;
using System.Xml.Linq;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XContainerShims"/>
public static class XNodeShims
{
    /// <inheritdoc cref="XNode.AddAfterSelf(object)"/>
    public static void AddAfterSelf(XNode self, object? content, Sandbox sandbox) => self.AddAfterSelf(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.AddAfterSelf(object[])"/>
    public static void AddAfterSelf(XNode self, object?[] content, Sandbox sandbox) => self.AddAfterSelf(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.AddBeforeSelf(object)"/>
    public static void AddBeforeSelf(XNode self, object? content, Sandbox sandbox) => self.AddBeforeSelf(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.AddBeforeSelf(object[])"/>
    public static void AddBeforeSelf(XNode self, object?[] content, Sandbox sandbox) => self.AddBeforeSelf(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.ReplaceWith(object)"/>
    public static void ReplaceWith(XNode self, object? content, Sandbox sandbox) => self.ReplaceWith(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.ReplaceWith(object[])"/>
    public static void ReplaceWith(XNode self, object?[] content, Sandbox sandbox) => self.ReplaceWith(Parts(self, content, sandbox));

    /// <inheritdoc cref="XNode.ReadFrom(XmlReader)"/>
    public static XNode ReadFrom(XmlReader reader, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var charging = new ChargingXmlReader(reader, sandbox);
        charging.Count();
        return XNode.ReadFrom(charging);
    }

    private static object[] Parts(XNode self, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        return XmlContent.Parts(content, self, XmlContent.DepthOf(self), sandbox);
    }
}
