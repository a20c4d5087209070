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

    /// <summary>Sets the culture of the guest's own thread: nobody else sees it.</summary>
    public static void set_CurrentCulture(CultureInfo value) => CultureInfo.CurrentCulture = Known(value);

    /// <summary>Sets the culture of user interfaces of the guest's own thread: nobody else sees it.</summary>
    public static void set_CurrentUICulture(CultureInfo value) => CultureInfo.CurrentUICulture = Known(value);

    /// <summary>The current culture of user interfaces, read only.</summary>
    public static CultureInfo get_CurrentUICulture() => CultureInfo.ReadOnly(CultureInfo.CurrentUICulture);

    /// <summary>A copy that stays as it is.</summary>
    /// <exception cref="NotSupportedException">It is of a class of the guest's: contracts of the host would call that.</exception>
    private static CultureInfo Known(CultureInfo value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.GetType() == typeof(CultureInfo)
            ? CultureInfo.ReadOnly(value)
            : throw new NotSupportedException("The current culture of a sandbox is one of the framework's.");
    }
}
