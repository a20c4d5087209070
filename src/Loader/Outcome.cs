namespace RExecIL;

/// <summary>How a run ended. More kinds of ends will come: treat one that you do not know as a failure.</summary>
/// <typeparam name="T">What the guest gives when it returns.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>The guest returned.</summary>
    /// <remarks>
    /// Two are equal when their values are the same object or equal strings or primitives: other values are not asked,
    /// since their code could be a guest's.
    /// </remarks>
    /// <param name="Value">What it gave.</param>
    public sealed record Returned(T Value) : Outcome<T>
    {
        /// <inheritdoc/>
        public bool Equals(Returned? other) => other is not null
            && (IsPlain(Value)
                ? EqualityComparer<T>.Default.Equals(Value, other.Value)
                : ReferenceEquals(Value, other.Value));

        /// <inheritdoc/>
        public override int GetHashCode() => IsPlain(Value) ? EqualityComparer<T>.Default.GetHashCode(Value!) : 0;

        /// <inheritdoc/>
        public override string ToString() =>
            $"Returned {(Value is null ? "null" : IsPlain(Value) ? Value.ToString() : "a " + Value.GetType().Name)}";

        private static bool IsPlain(T value) => value is string || value?.GetType() is { IsPrimitive: true };
    }

    /// <summary>The guest called <c>Environment.Exit</c> or <c>FailFast</c>.</summary>
    /// <param name="Code">The code it gave; 134 for <c>FailFast</c>.</param>
    public sealed record Exited(int Code) : Outcome<T>;

    /// <summary>The guest did not catch an exception.</summary>
    /// <param name="Exception">The exception as text.</param>
    public sealed record Threw(GuestException Exception) : Outcome<T>;

    /// <summary>The deadline passed.</summary>
    /// <param name="ThreadEnded">Whether the thread has ended; when not, it is inside a long call of the
    /// framework.</param>
    public sealed record TimedOut(bool ThreadEnded) : Outcome<T>;

    /// <summary>The guest used up its stack.</summary>
    public sealed record OutOfStack : Outcome<T>;

    /// <summary>The guest used up its memory.</summary>
    public sealed record OutOfMemory : Outcome<T>;

    /// <summary>The guest used up its fuel.</summary>
    public sealed record OutOfFuel : Outcome<T>;

    /// <summary>The guest would have written more to a standard stream than it may; what it had written before stands.</summary>
    public sealed record OutOfOutput : Outcome<T>;

    /// <summary>The host cancelled the run or unloaded the guest.</summary>
    /// <param name="ThreadEnded">As in <see cref="TimedOut"/>.</param>
    public sealed record Cancelled(bool ThreadEnded) : Outcome<T>;

    /// <summary>
    /// The run was refused: the guest has not what was called, or gave what may not leave the sandbox.
    /// </summary>
    /// <param name="Reason">What was wrong.</param>
    public sealed record Denied(string Reason) : Outcome<T>;
}
