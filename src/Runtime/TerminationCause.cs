namespace RExecIL.Runtime;

/// <summary>Why a sandbox runs no more guest code.</summary>
internal enum TerminationCause
{
    /// <summary>It still runs.</summary>
    None,

    /// <summary>The guest asked for its end.</summary>
    Exit,

    /// <summary>The guest asked for its end as a failure.</summary>
    FailFast,

    /// <summary>The deadline passed.</summary>
    Time,

    /// <summary>The stack was nearly used up.</summary>
    Stack,

    /// <summary>More was allocated than the run may.</summary>
    Memory,

    /// <summary>The fuel was used up.</summary>
    Fuel,

    /// <summary>More was written to a standard stream than the run may.</summary>
    Output,

    /// <summary>The host cancelled the run.</summary>
    Cancelled,

    /// <summary>The host unloaded the guest.</summary>
    Unloaded,

    /// <summary>It waits for a task that nothing can complete any more.</summary>
    Deadlock,

    /// <summary>Code that nobody called, such as an <c>async void</c> method, threw.</summary>
    Unhandled,
}
