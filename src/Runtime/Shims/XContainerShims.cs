using System.Xml.Linq;
using RExecIL.Runtime.Xml;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what puts content into a tree: it is counted, and charged with its share of the tree's text.</summary>
public static class XContainerShims
{
    /// <inheritdoc cref="XContainer.Add(object)"/>
    public static void Add(XContainer self, object? content, Sandbox sandbox) => XmlContent.Add(self, content, sandbox);

    /// <inheritdoc cref="XContainer.Add(object[])"/>
    public static void Add(XContainer self, object?[] content, Sandbox sandbox) => XmlContent.Add(self, content, sandbox);

    /// <inheritdoc cref="XContainer.AddFirst(object)"/>
    public static void AddFirst(XContainer self, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.AddFirst(XmlContent.Parts(content, self, XmlContent.DepthIn(self), sandbox));
    }

    /// <inheritdoc cref="XContainer.AddFirst(object[])"/>
    public static void AddFirst(XContainer self, object?[] content, Sandbox sandbox) => AddFirst(self, (object)content, sandbox);

    /// <inheritdoc cref="XContainer.ReplaceNodes(object)"/>
    public static void ReplaceNodes(XContainer self, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        self.ReplaceNodes(XmlContent.Parts(content, self, XmlContent.DepthIn(self), sandbox));
    }

    /// <inheritdoc cref="XContainer.ReplaceNodes(object[])"/>
    public static void ReplaceNodes(XContainer self, object?[] content, Sandbox sandbox) => ReplaceNodes(self, (object)content, sandbox);
}
