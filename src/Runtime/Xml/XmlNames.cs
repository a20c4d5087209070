using System.Xml.Linq;

namespace RExecIL.Runtime.Xml;

/// <summary>The names of XML that one guest has made, since the process keeps one object for each.</summary>
/// <remarks>
/// The framework's tables hold a namespace weakly, and by it all of its names: they go when nobody holds any of them. A host
/// that keeps one name without a namespace so keeps those of its guests as well. That is why they are few.
/// </remarks>
internal sealed class XmlNames
{
    private readonly HashSet<(string LocalName, string Namespace)> _names = [];
    private int _characters;
    private int _prefixes;

    /// <summary>Says that a name is about to be made.</summary>
    /// <param name="localName">Empty for the namespace alone.</param>
    /// <param name="namespaceName">Empty for none.</param>
    /// <exception cref="System.Xml.XmlException">It is too long, or one too many.</exception>
    internal void Enter(string? localName, string? namespaceName)
    {
        localName ??= "";
        namespaceName ??= "";
        var isPrefix = namespaceName == XNamespace.Xmlns.NamespaceName;
        if (localName.Length > (isPrefix ? XmlLimits.PrefixLength : XmlLimits.NameLength) || namespaceName.Length > XmlLimits.NameLength)
        {
            throw XmlLimits.Exceeded($"names of XML of {XmlLimits.NameLength} characters, and prefixes of {XmlLimits.PrefixLength}");
        }

        if (_names.Contains((localName, namespaceName)))
        {
            return;
        }

        var characters = _characters + localName.Length + namespaceName.Length;
        var prefixes = _prefixes + (isPrefix ? 1 : 0);
        if (_names.Count == XmlLimits.Names || characters > XmlLimits.NameCharacters || prefixes > XmlLimits.Prefixes)
        {
            throw XmlLimits.Exceeded(
                $"{XmlLimits.Names} names of XML, of {XmlLimits.NameCharacters} characters together, and {XmlLimits.Prefixes} prefixes");
        }

        _names.Add((localName, namespaceName));
        (_characters, _prefixes) = (characters, prefixes);
    }

    /// <summary>The same for a name as <c>{namespace}localName</c>; what is none is left to the framework to refuse.</summary>
    internal void EnterExpanded(string? expandedName)
    {
        if (expandedName is not ['{', ..] || expandedName.LastIndexOf('}') is var end && end < 0)
        {
            Enter(expandedName, null);
        }
        else
        {
            Enter(expandedName[(end + 1)..], expandedName[1..end]);
        }
    }
}
