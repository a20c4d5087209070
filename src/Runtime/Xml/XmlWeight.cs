using System.Buffers;
using System.Xml.Linq;

namespace RExecIL.Runtime.Xml;

/// <summary>How long the text of a tree can be, at most.</summary>
/// <remarks>
/// The framework makes the text of a tree in one call that nothing interrupts, and any framework code that shows an object
/// may ask for it. Names and values can be shared between many nodes, so a small tree can have a huge text. Each node is
/// therefore charged with its share of the text when it is made or put into a tree: text is never longer than what was counted.
/// </remarks>
/// <param name="Characters">Of names and values, without indentation.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Depths">How deep they are below the root of the tree, all together.</param>
/// <param name="Height">How deep the deepest is.</param>
internal readonly record struct XmlWeight(long Characters, long Nodes, long Depths, int Height)
{
    /// <summary>Bytes: a character while text is gathered, and in the string.</summary>
    private const long BytesOfCharacter = 2 * sizeof(char);

    /// <summary>Characters before the tags of an element, for each element around it: two blanks, twice.</summary>
    private const long Indentation = 4;

    /// <summary>Characters that a tag or a declaration has besides names and values, at most.</summary>
    private const long Marks = 16;

    /// <summary>Further characters for one that is written as a reference, at most.</summary>
    private const long Escape = 5;

    private const int NodesBetweenCounts = 64;

    private static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\"'\r\n\t-]?");

    /// <summary>Bytes to charge for a tree whose root has so many elements around it.</summary>
    internal long BytesAt(long depth) => BytesOfCharacter * (Characters + (Indentation * (Depths + (Nodes * depth))));

    /// <summary>Bytes to charge for putting it there, when the rest was charged before.</summary>
    internal long BytesOfMoveTo(long depth) => BytesOfCharacter * Indentation * Nodes * depth;

    /// <summary>One node.</summary>
    internal static XmlWeight Node(long characters) => new(characters, 1, 0, 0);

    /// <summary>Characters of a value.</summary>
    internal static long Text(string? value) => value is null ? 0 : value.Length + (Escape * value.AsSpan().CountAny(Escaped));

    /// <summary>Characters of a comment, an instruction and the like.</summary>
    internal static long Marked(string? value, string? name = null) => Marks + Text(value) + Text(name);

    /// <summary>Characters of the tags of an element.</summary>
    internal static long Element(string localName, string namespaceName) => Marks + (2L * localName.Length) + (2 * Prefix(namespaceName));

    /// <summary>Characters of an attribute.</summary>
    internal static long Attribute(string localName, string namespaceName, string? value) =>
        Marks + localName.Length + Prefix(namespaceName) + Text(value);

    /// <inheritdoc cref="Element(string, string)"/>
    internal static long Element(XName name) => Element(name.LocalName, name.NamespaceName);

    /// <inheritdoc cref="Attribute(string, string, string)"/>
    internal static long Attribute(XName name, string? value) => Attribute(name.LocalName, name.NamespaceName, value);

    /// <summary>A whole tree.</summary>
    internal static XmlWeight Of(XNode root, Sandbox sandbox)
    {
        var (characters, nodes, depths, height, depth) = (0L, 0L, 0L, 0, 0);
        for (var node = root; node is not null;)
        {
            characters += Own(node);
            nodes++;
            depths += depth;
            height = Math.Max(height, depth);
            if (nodes % NodesBetweenCounts == 0)
            {
                sandbox.Account(0);
                sandbox.Burn(NodesBetweenCounts);
            }

            if (node is XContainer { FirstNode: { } child })
            {
                (node, depth) = (child, depth + 1);
                continue;
            }

            while (node != root && node.NextNode is null && node.Parent is { } parent)
            {
                (node, depth) = (parent, depth - 1);
            }

            node = node == root ? null : node.NextNode;
        }

        return new XmlWeight(characters, nodes, depths, height);
    }

    private static long Own(XNode node)
    {
        switch (node)
        {
            case XElement element:
                var characters = Element(element.Name);
                for (var attribute = element.FirstAttribute; attribute is not null; attribute = attribute.NextAttribute)
                {
                    characters += Attribute(attribute.Name, attribute.Value);
                }

                return characters;
            case XText text:
                return Marked(text.Value);
            case XComment comment:
                return Marked(comment.Value);
            case XProcessingInstruction instruction:
                return Marked(instruction.Data, instruction.Target);
            case XDocumentType type:
                return Marked(type.InternalSubset, type.Name) + Marked(type.PublicId, type.SystemId);
            default:
                return Marks;
        }
    }

    /// <summary>A prefix of a name, and the declaration of its namespace where it is not in scope.</summary>
    private static long Prefix(string namespaceName) =>
        namespaceName.Length == 0 ? 0 : Marks + XmlLimits.PrefixLength + Text(namespaceName);
}
