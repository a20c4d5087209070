namespace RExecIL.Cli;

/// <summary>The caller asked for something that cannot be done; the message says what, the hint what to do.</summary>
internal sealed class UsageException(string message, string? hint = null) : Exception(message)
{
    /// <summary>What to do instead; null when the message says it all.</summary>
    internal string? Hint { get; } = hint;
}
