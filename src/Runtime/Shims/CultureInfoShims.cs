using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>The current culture, read only.</summary>
/// <remarks>
/// The framework hands out the host's own object, which may be writable: <c>CurrentCulture.NumberFormat.NumberGroupSeparator
/// = …</c> would change how the host writes numbers. Setting the culture is not offered.
/// </remarks>
[SuppressMessage("Naming", "CA1707", Justification = "A shim has the metadata name of what it stands for.")]
[SuppressMessage("Style", "IDE1006", Justification = "A shim has the metadata name of what it stands for.")]
public static class CultureInfoShims
{
    /// <summary>Stands for <see cref="CultureInfo.CurrentCulture"/>.</summary>
    public static CultureInfo get_CurrentCulture() => CultureInfo.ReadOnly(CultureInfo.CurrentCulture);

    /// <summary>Stands for <see cref="CultureInfo.CurrentUICulture"/>.</summary>
    public static CultureInfo get_CurrentUICulture() => CultureInfo.ReadOnly(CultureInfo.CurrentUICulture);
}
