using System.Collections;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;

namespace RExecIL.Runtime.Xml;

/// <summary>What a guest puts into a tree: taken apart, counted and charged before the framework gets it.</summary>
/// <remarks>
/// The framework runs through content by itself: sequences that never end, arrays that hold themselves, strings that it adds
/// one by one to a longer and longer one, trees that it copies since they stand elsewhere.
/// </remarks>
internal static class XmlContent
{
    /// <summary>Bytes of a node with its attributes and its text, roughly, when it is copied.</summary>
    private const long BytesOfCopy = 160;

    private static readonly XName ValueName = "value";

    /// <summary>How many elements there are around what is put into a container, itself included.</summary>
    internal static int DepthIn(XContainer container) => DepthOf(container) + (container is XElement ? 1 : 0);

    /// <summary>How many elements there are around a node.</summary>
    internal static int DepthOf(XNode node)
    {
        var depth = 0;
        for (var parent = node.Parent; parent is not null; parent = parent.Parent)
        {
            depth++;
        }

        return depth;
    }

    /// <summary>Appends content to a container, as <see cref="XContainer.Add(object)"/> does.</summary>
    internal static void Add(XContainer container, object? content, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(container);
        var top = TopOf(container);
        var depth = DepthIn(container);
        Split(
            content,
            sandbox,
            part =>
            {
                Charge(part, depth, top, isCopy: false, sandbox);
                container.Add(part);
            });
    }

    /// <summary>Content in parts that are strings, nodes and attributes, charged for a place in a tree.</summary>
    internal static object[] Parts(object? content, XNode place, int depth, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(place);
        var parts = new List<object>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var top = TopOf(place);
        Split(
            content,
            sandbox,
            part =>
            {
                Charge(part, depth, top, isCopy: !seen.Add(part), sandbox);
                parts.Add(part);
            });
        return [.. parts];
    }

    /// <summary>A value as the framework writes it.</summary>
    internal static string? TextOf(object? value) => value switch
    {
        null => null,
        string text => text,
        _ => new XAttribute(ValueName, value).Value,
    };

    /// <summary>Charges a copy of a tree.</summary>
    internal static void ChargeCopy(XNode? node, int depth, Sandbox sandbox)
    {
        if (node is not null)
        {
            Charge(node, depth, top: null, isCopy: true, sandbox);
        }
    }

    private static void Charge(object part, int depth, XNode? top, bool isCopy, Sandbox sandbox)
    {
        switch (part)
        {
            case string text:
                sandbox.Charge(XmlWeight.Node(XmlWeight.Text(text)).BytesAt(0));
                break;
            case XAttribute attribute when isCopy || attribute.Parent is not null:
                sandbox.Charge(XmlWeight.Node(XmlWeight.Attribute(attribute.Name, attribute.Value)).BytesAt(0));
                break;
            case XNode node:
                var weight = XmlWeight.Of(node, sandbox);
                XmlLimits.CheckDepth(depth + (node is XElement ? 1 : 0) + weight.Height);
                if (isCopy || node == top || node.Parent is not null || (node is not XDocument && node.Document is not null))
                {
                    sandbox.Account(weight.Nodes * BytesOfCopy);
                    sandbox.Charge(weight.BytesAt(depth));
                }
                else
                {
                    sandbox.Charge(weight.BytesOfMoveTo(depth));
                }

                break;
            default:
                break;
        }
    }

    private static XNode TopOf(XNode node) => (XNode?)node.Document ?? node.AncestorsTop();

    private static XNode AncestorsTop(this XNode node)
    {
        var top = node;
        while (top.Parent is { } parent)
        {
            top = parent;
        }

        return top;
    }

    /// <summary>Strings that follow each other come as one: the framework would copy the longer one for each.</summary>
    private static void Split(object? content, Sandbox sandbox, Action<object> give)
    {
        var text = new PendingText(give);
        Split(content, 0, text, sandbox);
        text.Give();
    }

    private static void Split(object? content, int nesting, PendingText text, Sandbox sandbox)
    {
        sandbox.Account(0);
        sandbox.Burn(1);
        XmlLimits.CheckDepth(nesting);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (content)
        {
            case null:
                break;
            case string value:
                text.Append(value);
                break;
            case XAttribute:
                text.Pass(content);
                break;
            case XNode:
                text.Give();
                text.Pass(content);
                break;
            case IEnumerable sequence:
                foreach (var part in sequence)
                {
                    Split(part, nesting + 1, text, sandbox);
                }

                break;
            default:
                text.Append(TextOf(content)!);
                break;
        }
    }

    private sealed class PendingText(Action<object> give)
    {
        private string? _first;
        private StringBuilder? _more;

        internal void Append(string value)
        {
            if (_first is null)
            {
                _first = value;
            }
            else
            {
                (_more ??= new StringBuilder(_first)).Append(value);
            }
        }

        internal void Pass(object part) => give(part);

        internal void Give()
        {
            var value = _more?.ToString() ?? _first;
            (_first, _more) = (null, null);
            if (value is not null)
            {
                give(value);
            }
        }
    }
}
