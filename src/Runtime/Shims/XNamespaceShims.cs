using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XNameShims"/>
[SuppressMessage("Naming", "CA1707", Justification = "Operators keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Operators keep their metadata names.")]
public static class XNamespaceShims
{
    /// <inheritdoc cref="XNamespace.Get"/>
    public static XNamespace Get(string namespaceName, Sandbox sandbox)
    {
        sandbox.XmlNames.Enter(null, namespaceName);
        return XNamespace.Get(namespaceName);
    }

    /// <summary>As the operator.</summary>
    public static XNamespace? op_Implicit(string? namespaceName, Sandbox sandbox) => namespaceName is null ? null : Get(namespaceName, sandbox);

    /// <inheritdoc cref="XNamespace.GetName"/>
    public static XName GetName(XNamespace self, string localName, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        sandbox.XmlNames.Enter(localName, self.NamespaceName);
        return self.GetName(localName);
    }

    /// <summary>As the operator.</summary>
    public static XName op_Addition(XNamespace ns, string localName, Sandbox sandbox) => GetName(ns, localName, sandbox);
}
