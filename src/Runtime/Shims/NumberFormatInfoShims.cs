using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for the ways to the current culture's <see cref="NumberFormatInfo"/>, which may be writable.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class NumberFormatInfoShims
{
    /// <summary>The current culture's formats, read only.</summary>
    public static NumberFormatInfo get_CurrentInfo() => NumberFormatInfo.ReadOnly(NumberFormatInfo.CurrentInfo);

    /// <summary>The provider's formats; those of the current culture, for want of others, read only.</summary>
    public static NumberFormatInfo GetInstance(IFormatProvider? formatProvider)
    {
        // A provider of the guest's own may answer null, so what comes out decides, not what goes in.
        var found = NumberFormatInfo.GetInstance(formatProvider);
        return ReferenceEquals(found, NumberFormatInfo.CurrentInfo) ? NumberFormatInfo.ReadOnly(found) : found;
    }
}
