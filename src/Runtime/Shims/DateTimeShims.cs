using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the clock behind <see cref="DateTime"/>: that of the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class DateTimeShims
{
    /// <inheritdoc cref="DateTime.Now"/>
    public static DateTime get_Now(Sandbox sandbox) => sandbox.Clock.Now;

    /// <inheritdoc cref="DateTime.UtcNow"/>
    public static DateTime get_UtcNow(Sandbox sandbox) => sandbox.Clock.UtcNow;

    /// <inheritdoc cref="DateTime.Today"/>
    public static DateTime get_Today(Sandbox sandbox) => sandbox.Clock.Now.Date;
}
