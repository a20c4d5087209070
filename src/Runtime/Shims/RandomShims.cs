using System.Diagnostics.CodeAnalysis;

namespace RExecIL.Runtime.Shims;

/// <summary>
/// Stands in for what <see cref="Random"/> shares with the host, whose next numbers a guest could foretell.
/// </summary>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class RandomShims
{
    /// <summary>A generator of the guest's own.</summary>
    public static Random get_Shared() => new();
}
