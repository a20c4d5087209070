using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XTextShims"/>
public static class XCDataShims
{
    /// <inheritdoc cref="XCData(string)"/>
    public static XCData Create(string value, Sandbox sandbox)
    {
        XTextShims.Charge(value, sandbox);
        return new XCData(value);
    }

    /// <inheritdoc cref="XCData(XCData)"/>
    public static XCData Create(XCData other, Sandbox sandbox)
    {
        XTextShims.Charge(other?.Value, sandbox);
        return new XCData(other!);
    }
}
