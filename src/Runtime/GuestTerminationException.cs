namespace RExecIL.Runtime;

/// <summary>Carries a termination up the guest's stack. No guest handler catches anything while it travels.</summary>
/// <remarks>
/// It only unwinds: framework code may wrap or replace it on the way, so the host reads the sandbox's
/// <see cref="Sandbox.Cause"/> and never the type of the exception.
/// </remarks>
internal sealed class GuestTerminationException : Exception
{
    internal GuestTerminationException(TerminationCause cause) : base("The sandbox was ended: " + cause + ".") =>
        Cause = cause;

    internal TerminationCause Cause { get; }
}
