using System.Diagnostics.CodeAnalysis;
using System.Xml.Linq;

namespace RExecIL.Runtime.Shims;

/// <inheritdoc cref="XTextShims"/>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class XProcessingInstructionShims
{
    /// <inheritdoc cref="XProcessingInstruction(string, string)"/>
    public static XProcessingInstruction Create(string target, string data, Sandbox sandbox)
    {
        XTextShims.Charge(target, sandbox);
        XTextShims.Charge(data, sandbox);
        return new XProcessingInstruction(target, data);
    }

    /// <inheritdoc cref="XProcessingInstruction(XProcessingInstruction)"/>
    public static XProcessingInstruction Create(XProcessingInstruction other, Sandbox sandbox)
    {
        XTextShims.Charge(other?.Target, sandbox);
        XTextShims.Charge(other?.Data, sandbox);
        return new XProcessingInstruction(other!);
    }

    /// <inheritdoc cref="XProcessingInstruction.Data"/>
    public static void set_Data(XProcessingInstruction self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        XTextShims.Charge(value, sandbox);
        self.Data = value;
    }

    /// <inheritdoc cref="XProcessingInstruction.Target"/>
    public static void set_Target(XProcessingInstruction self, string value, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(self);
        XTextShims.Charge(value, sandbox);
        self.Target = value;
    }
}
