namespace RExecIL.Runtime;

/// <summary>A lazy value of a guest. The framework's would write a value that is itself, or holds it, without end.</summary>
internal sealed class GuestLazy<T>(Func<T> valueFactory, LazyThreadSafetyMode mode, Sandbox sandbox) : Lazy<T>(valueFactory, mode)
{
    /// <inheritdoc/>
    public override string? ToString()
    {
        sandbox.ThrowIfStackIsLow();
        var text = base.ToString();

        // Also keeps the call above from becoming a jump, which would go round without using the stack.
        sandbox.ThrowIfTerminating();
        return text;
    }
}
