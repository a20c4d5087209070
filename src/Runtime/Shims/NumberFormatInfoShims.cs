using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>How the current culture writes numbers, read only. See <see cref="CultureInfoShims"/>.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "A shim has the metadata name of what it stands for.")]
[SuppressMessage("Style", "IDE1006", Justification = "A shim has the metadata name of what it stands for.")]
public static class NumberFormatInfoShims
{
    /// <summary>Stands for <see cref="NumberFormatInfo.CurrentInfo"/>.</summary>
    public static NumberFormatInfo get_CurrentInfo() => NumberFormatInfo.ReadOnly(NumberFormatInfo.CurrentInfo);

    /// <summary>Stands for <see cref="NumberFormatInfo.GetInstance"/>.</summary>
    public static NumberFormatInfo GetInstance(IFormatProvider? formatProvider) =>
        NumberFormatInfo.ReadOnly(NumberFormatInfo.GetInstance(formatProvider));
}
