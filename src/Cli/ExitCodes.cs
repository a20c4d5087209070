namespace RExecIL.Cli;

/// <summary>How <c>rexec-il</c> ends. Others script against these numbers: they never change their meaning.</summary>
/// <remarks>Codes from 128 on are left to the system: 134, 137 and 139 always mean that the process really died.</remarks>
internal static class ExitCodes
{
    /// <summary>Every assembly is accepted.</summary>
    internal const int Accepted = 0;

    /// <summary>The policy refuses an assembly.</summary>
    internal const int RefusedByPolicy = 1;

    /// <summary>The command line is wrong, a file cannot be read, a policy file is bad, or RExecIL failed.</summary>
    internal const int UsageOrToolError = 2;

    /// <summary>An image is malformed or not verifiable, whatever the policy.</summary>
    internal const int BadImage = 3;

    /// <summary><c>run</c>: the guest ended with an exception, or with a code that is not its own to use.</summary>
    internal const int GuestFailed = 1;

    /// <summary><c>run</c>: the guest used up its fuel.</summary>
    internal const int OutOfFuel = 120;

    /// <summary><c>run</c>: the guest used up its memory.</summary>
    internal const int OutOfMemory = 121;

    /// <summary><c>run</c>: the guest used up its stack.</summary>
    internal const int OutOfStack = 122;

    /// <summary><c>run</c>: the guest wrote more than it may.</summary>
    internal const int OutOfOutput = 123;

    /// <summary><c>run</c>: the guest's time was up.</summary>
    internal const int OutOfTime = 124;

    /// <summary><c>run</c>: RExecIL itself failed.</summary>
    internal const int RunFailed = 125;

    /// <summary><c>run</c>: the guest was refused before it started.</summary>
    internal const int RefusedBeforeStart = 126;

    /// <summary>Whether a limit ended the guest.</summary>
    internal static bool IsLimit(int code) => code is >= OutOfFuel and <= OutOfTime;

    /// <summary>Whether a guest may end the process with this code: no other meaning is attached to it.</summary>
    internal static bool IsGuestsOwn(int code) => code is >= 0 and < OutOfFuel or 127;
}
