using System.Xml;

namespace RExecIL.Runtime.Xml;

/// <summary>A reader out of which the framework makes a tree: each node is counted, and charged with its share of the text.</summary>
/// <remarks>Lives as long as the call that makes the tree. Types, entities and schemas of the inner reader stay behind.</remarks>
internal sealed class ChargingXmlReader(XmlReader inner, Sandbox sandbox) : XmlReader, IXmlLineInfo
{
    private readonly int _outer = inner.Depth;

    public override int AttributeCount => inner.AttributeCount;

    public override string BaseURI => inner.BaseURI;

    public override int Depth => inner.Depth;

    public override bool EOF => inner.EOF;

    public override bool IsEmptyElement => inner.IsEmptyElement;

    public override string LocalName => inner.LocalName;

    public override string NamespaceURI => inner.NamespaceURI;

    public override XmlNameTable NameTable => inner.NameTable;

    public override XmlNodeType NodeType => inner.NodeType;

    public override string Prefix => inner.Prefix;

    public override ReadState ReadState => inner.ReadState;

    public override string Value => inner.Value;

    public int LineNumber => (inner as IXmlLineInfo)?.LineNumber ?? 0;

    public int LinePosition => (inner as IXmlLineInfo)?.LinePosition ?? 0;

    public bool HasLineInfo() => (inner as IXmlLineInfo)?.HasLineInfo() ?? false;

    public override string GetAttribute(int i) => inner.GetAttribute(i);

    public override string? GetAttribute(string name) => inner.GetAttribute(name);

    public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);

    public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);

    public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);

    public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);

    public override bool MoveToElement() => inner.MoveToElement();

    public override bool MoveToFirstAttribute() => Attribute(inner.MoveToFirstAttribute());

    public override bool MoveToNextAttribute() => Attribute(inner.MoveToNextAttribute());

    public override bool ReadAttributeValue() => inner.ReadAttributeValue();

    public override void ResolveEntity() => throw new InvalidOperationException("A sandbox resolves no entities.");

    public override bool Read()
    {
        var found = inner.Read();
        if (found)
        {
            Count();
        }

        return found;
    }

    /// <summary>Counts the node that the reader is at; what makes a tree begins with it.</summary>
    internal void Count()
    {
        sandbox.Burn(1);
        switch (NodeType)
        {
            case XmlNodeType.Element:
                XmlLimits.CheckDepth(Depth - _outer + 1);
                sandbox.XmlNames.Enter(LocalName, NamespaceURI);
                Charge(XmlWeight.Element(LocalName, NamespaceURI));
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                Charge(XmlWeight.Text(Value));
                break;
            case XmlNodeType.Comment or XmlNodeType.ProcessingInstruction or XmlNodeType.DocumentType:
                Charge(XmlWeight.Marked(Value, LocalName));
                break;
            default:
                sandbox.Account(0);
                break;
        }
    }

    private bool Attribute(bool found)
    {
        if (found)
        {
            sandbox.Burn(1);
            sandbox.XmlNames.Enter(LocalName, NamespaceURI);
            sandbox.Charge(XmlWeight.Node(XmlWeight.Attribute(LocalName, NamespaceURI, Value)).BytesAt(0));
        }

        return found;
    }

    private void Charge(long characters) => sandbox.Charge(XmlWeight.Node(characters).BytesAt(Math.Max(0, Depth - _outer)));
}
