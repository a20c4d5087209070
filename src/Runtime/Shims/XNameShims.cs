using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for what makes names of XML: the process keeps them, so each guest has so many.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Operators keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Operators keep their metadata names.")]
public static class XNameShims
{
    /// <inheritdoc cref="XName.Get(string)"/>
    public static XName Get(string expandedName, Sandbox sandbox)
    {
        sandbox.XmlNames.EnterExpanded(expandedName);
        return XName.Get(expandedName);
    }

    /// <inheritdoc cref="XName.Get(string, string)"/>
    public static XName Get(string localName, string namespaceName, Sandbox sandbox)
    {
        sandbox.XmlNames.Enter(localName, namespaceName);
        return XName.Get(localName, namespaceName);
    }

    /// <summary>As the operator.</summary>
    public static XName? op_Implicit(string? expandedName, Sandbox sandbox) => expandedName is null ? null : Get(expandedName, sandbox);
}
