using System.Collections.Immutable;
using System.Globalization;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Cli.Commands;

/// <summary>How a guest's end looks from outside the process.</summary>
/// <param name="ExitCode">The exit code of <c>rexec-il run</c>.</param>
/// <param name="Message">What to say on standard error; null for nothing.</param>
/// <param name="Refusal">Why the guest did not start; empty when it did.</param>
internal sealed record GuestEnd(int ExitCode, string? Message, ImmutableArray<Diagnostic> Refusal)
{
    /// <summary>What the guest used; null when it did not start.</summary>
    internal Usage? Usage { get; init; }

    /// <summary>The end that an outcome stands for.</summary>
    /// <param name="outcome">How the run ended; the value is what <c>Main</c> gave.</param>
    /// <param name="limits">What it had.</param>
    internal static GuestEnd Of(Outcome<int> outcome, Quota limits) => outcome switch
    {
        Outcome<int>.Returned(var code) => WithCode(code),
        Outcome<int>.Exited(var code) => WithCode(code),
        Outcome<int>.Threw(var exception) => Ended(ExitCodes.GuestFailed, $"Unhandled exception. {exception}"),
        Outcome<int>.OutOfMemory => Ended(ExitCodes.OutOfMemory, limits.MaxAllocation is { } bytes
            ? $"rexec-il: the guest was ended: it would have allocated more than its {ByteSize.Text(bytes)}. Give it more with --max-alloc."
            : "rexec-il: the guest was ended: it used up the memory of this process. Limit it with --max-alloc."),
        Outcome<int>.OutOfFuel => Ended(
            ExitCodes.OutOfFuel, $"rexec-il: the guest was ended: it used up its {FuelAmount.Text(limits.MaxFuel ?? 0)} units of fuel. Give it more with --max-fuel."),
        Outcome<int>.OutOfStack => Ended(ExitCodes.OutOfStack, "rexec-il: the guest was ended: it used up its stack."),
        Outcome<int>.OutOfOutput => Ended(
            ExitCodes.OutOfOutput, "rexec-il: the guest was ended: it would have written more than it may. Give it more with --max-stdout or --max-stderr."),
        Outcome<int>.TimedOut(var threadEnded) => Ended(
            ExitCodes.OutOfTime,
            $"rexec-il: the guest was ended: its {limits.MaxTime?.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s were up. Give it more with --max-time."
            + (threadEnded ? "" : " Its thread is still inside a long call of the framework, which nothing but the end of the process stops.")),
        Outcome<int>.Denied(var reason) => Ended(ExitCodes.RefusedBeforeStart, $"rexec-il: the guest did not start: {reason}"),
        _ => Ended(ExitCodes.RunFailed, $"rexec-il: the guest ended in a way that this version does not know: {outcome}"),
    };

    private static GuestEnd WithCode(int code) => ExitCodes.IsGuestsOwn(code)
        ? Ended(code, null)
        : Ended(
            ExitCodes.GuestFailed,
            string.Create(
                CultureInfo.InvariantCulture,
                $"rexec-il: the guest ended with code {code}, which is not a guest's to use: the exit code is {ExitCodes.GuestFailed}."));

    private static GuestEnd Ended(int exitCode, string? message) => new(exitCode, message, []);
}
