using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for what <see cref="CultureInfo"/> shares: the host's current culture may be a writable object.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class CultureInfoShims
{
    /// <summary>The current culture, read only.</summary>
    public static CultureInfo get_CurrentCulture() => CultureInfo.ReadOnly(CultureInfo.CurrentCulture);

    /// <summary>The current culture of user interfaces, read only.</summary>
    public static CultureInfo get_CurrentUICulture() => CultureInfo.ReadOnly(CultureInfo.CurrentUICulture);
}
