using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>How the current culture writes dates, read only. See <see cref="CultureInfoShims"/>.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "A shim has the metadata name of what it stands for.")]
[SuppressMessage("Style", "IDE1006", Justification = "A shim has the metadata name of what it stands for.")]
public static class DateTimeFormatInfoShims
{
    /// <summary>Stands for <see cref="DateTimeFormatInfo.CurrentInfo"/>.</summary>
    public static DateTimeFormatInfo get_CurrentInfo() => DateTimeFormatInfo.ReadOnly(DateTimeFormatInfo.CurrentInfo);

    /// <summary>Stands for <see cref="DateTimeFormatInfo.GetInstance"/>.</summary>
    public static DateTimeFormatInfo GetInstance(IFormatProvider? provider) =>
        DateTimeFormatInfo.ReadOnly(DateTimeFormatInfo.GetInstance(provider));
}
