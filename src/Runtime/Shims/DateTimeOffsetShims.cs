using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for the clock behind <see cref="DateTimeOffset"/>: that of the sandbox.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class DateTimeOffsetShims
{
    /// <inheritdoc cref="DateTimeOffset.Now"/>
    public static DateTimeOffset get_Now(Sandbox sandbox) => sandbox.Clock.OffsetNow;

    /// <inheritdoc cref="DateTimeOffset.UtcNow"/>
    public static DateTimeOffset get_UtcNow(Sandbox sandbox) => new(sandbox.Clock.UtcNow);
}
