using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for the ways to the current culture's <see cref="DateTimeFormatInfo"/>, which may be writable.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class DateTimeFormatInfoShims
{
    /// <summary>The current culture's formats, read only.</summary>
    public static DateTimeFormatInfo get_CurrentInfo() => DateTimeFormatInfo.ReadOnly(DateTimeFormatInfo.CurrentInfo);

    /// <summary>The provider's formats; those of the current culture, for want of others, read only.</summary>
    public static DateTimeFormatInfo GetInstance(IFormatProvider? provider)
    {
        // A provider of the guest's own may answer null, so what comes out decides, not what goes in.
        var found = DateTimeFormatInfo.GetInstance(provider);
        return ReferenceEquals(found, DateTimeFormatInfo.CurrentInfo) ? DateTimeFormatInfo.ReadOnly(found) : found;
    }
}
