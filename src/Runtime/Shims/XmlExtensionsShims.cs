using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what runs through the trees of many nodes: those are counted one by one.</summary>
/// <remarks>Descendants of descendants of descendants are more than anybody counts, and nothing else would ask on the way.</remarks>
public static class XmlExtensionsShims
{
    /// <inheritdoc cref="Extensions.Attributes(IEnumerable{XElement})"/>
    public static IEnumerable<XAttribute> Attributes(IEnumerable<XElement?> source, Sandbox sandbox) =>
        Meter(source, sandbox).Attributes();

    /// <inheritdoc cref="Extensions.Attributes(IEnumerable{XElement}, XName)"/>
    public static IEnumerable<XAttribute> Attributes(IEnumerable<XElement?> source, XName? name, Sandbox sandbox) =>
        Meter(source, sandbox).Attributes(name);

    /// <inheritdoc cref="Extensions.Ancestors{T}(IEnumerable{T})"/>
    public static IEnumerable<XElement> Ancestors<T>(IEnumerable<T> source, Sandbox sandbox)
        where T : XNode => Meter(source, sandbox).Ancestors();

    /// <inheritdoc cref="Extensions.Ancestors{T}(IEnumerable{T}, XName)"/>
    public static IEnumerable<XElement> Ancestors<T>(IEnumerable<T> source, XName? name, Sandbox sandbox)
        where T : XNode => Meter(source, sandbox).Ancestors(name);

    /// <inheritdoc cref="Extensions.AncestorsAndSelf(IEnumerable{XElement})"/>
    public static IEnumerable<XElement> AncestorsAndSelf(IEnumerable<XElement?> source, Sandbox sandbox) =>
        Meter(source, sandbox).AncestorsAndSelf();

    /// <inheritdoc cref="Extensions.AncestorsAndSelf(IEnumerable{XElement}, XName)"/>
    public static IEnumerable<XElement> AncestorsAndSelf(IEnumerable<XElement?> source, XName? name, Sandbox sandbox) =>
        Meter(source, sandbox).AncestorsAndSelf(name);

    /// <inheritdoc cref="Extensions.Nodes{T}(IEnumerable{T})"/>
    public static IEnumerable<XNode> Nodes<T>(IEnumerable<T> source, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).Nodes();

    /// <inheritdoc cref="Extensions.DescendantNodes{T}(IEnumerable{T})"/>
    public static IEnumerable<XNode> DescendantNodes<T>(IEnumerable<T> source, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).DescendantNodes();

    /// <inheritdoc cref="Extensions.Descendants{T}(IEnumerable{T})"/>
    public static IEnumerable<XElement> Descendants<T>(IEnumerable<T> source, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).Descendants();

    /// <inheritdoc cref="Extensions.Descendants{T}(IEnumerable{T}, XName)"/>
    public static IEnumerable<XElement> Descendants<T>(IEnumerable<T> source, XName? name, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).Descendants(name);

    /// <inheritdoc cref="Extensions.DescendantNodesAndSelf(IEnumerable{XElement})"/>
    public static IEnumerable<XNode> DescendantNodesAndSelf(IEnumerable<XElement?> source, Sandbox sandbox) =>
        Meter(source, sandbox).DescendantNodesAndSelf();

    /// <inheritdoc cref="Extensions.DescendantsAndSelf(IEnumerable{XElement})"/>
    public static IEnumerable<XElement> DescendantsAndSelf(IEnumerable<XElement?> source, Sandbox sandbox) =>
        Meter(source, sandbox).DescendantsAndSelf();

    /// <inheritdoc cref="Extensions.DescendantsAndSelf(IEnumerable{XElement}, XName)"/>
    public static IEnumerable<XElement> DescendantsAndSelf(IEnumerable<XElement?> source, XName? name, Sandbox sandbox) =>
        Meter(source, sandbox).DescendantsAndSelf(name);

    /// <inheritdoc cref="Extensions.Elements{T}(IEnumerable{T})"/>
    public static IEnumerable<XElement> Elements<T>(IEnumerable<T> source, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).Elements();

    /// <inheritdoc cref="Extensions.Elements{T}(IEnumerable{T}, XName)"/>
    public static IEnumerable<XElement> Elements<T>(IEnumerable<T> source, XName? name, Sandbox sandbox)
        where T : XContainer => Meter(source, sandbox).Elements(name);

    /// <inheritdoc cref="Extensions.Remove(IEnumerable{XAttribute})"/>
    public static void Remove(IEnumerable<XAttribute?> source, Sandbox sandbox)
    {
        foreach (var attribute in Meter(source, sandbox).ToList())
        {
            sandbox.Burn(1);
            attribute?.Remove();
        }
    }

    /// <inheritdoc cref="Extensions.Remove{T}(IEnumerable{T})"/>
    public static void Remove<T>(IEnumerable<T?> source, Sandbox sandbox)
        where T : XNode
    {
        foreach (var node in Meter(source, sandbox).ToList())
        {
            sandbox.Burn(1);
            node?.Remove();
        }
    }

    private static MeteredSequence<T> Meter<T>(IEnumerable<T> source, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new MeteredSequence<T>(source, sandbox);
    }
}
