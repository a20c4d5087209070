using System.Runtime.CompilerServices;
using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime;

/// <summary>A format with arguments of a guest. The framework's would write one that is among its own arguments without end.</summary>
internal sealed class GuestFormattableString(string format, object?[] arguments, Sandbox sandbox) : FormattableString
{
    public override string Format => format;

    public override int ArgumentCount => arguments.Length;

    public override object?[] GetArguments() => arguments;

    public override object? GetArgument(int index) => arguments[index];

    public override string ToString(IFormatProvider? formatProvider)
    {
        if (sandbox.Tasks.IsOnGuestThread)
        {
            sandbox.ThrowIfStackIsLow();
            sandbox.Account(Measures.Formatted(format, arguments));
        }
        else
        {
            RuntimeHelpers.EnsureSufficientExecutionStack(); // The host writes what it was given.
        }

        return string.Format(formatProvider, format, arguments);
    }
}
