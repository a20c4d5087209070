using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="FormattableStringFactory"/>, whose results may be among their own arguments.</summary>
public static class FormattableStringFactoryShims
{
    /// <inheritdoc cref="FormattableStringFactory.Create(string, object[])"/>
    public static FormattableString Create(string format, object?[] arguments, Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(arguments);
        return new GuestFormattableString(format, arguments, sandbox);
    }
}
