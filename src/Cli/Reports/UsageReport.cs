using RExecIL.Cli.Commands;

namespace RExecIL.Cli.Reports;

/// <summary>Tells what a run has used, and which limits would have done.</summary>
internal static class UsageReport
{
    /// <summary>How much more than it used a limit leaves a run.</summary>
    private const int Room = 2;

    /// <summary>Milliseconds: machines are not always as fast as when it was measured.</summary>
    private const double LeastTime = 1_000;

    private const long LeastMemory = 1_000_000;

    private const long LeastOutput = 10_000;

    private const long LeastFuel = 10_000;

    /// <summary>What a run used, as one line.</summary>
    internal static string Text(Usage usage) => FormattableString.Invariant(
            $"rexec-il: used {usage.Time.TotalSeconds:0.###} s, {ByteSize.Text(usage.Allocated)} of memory, {ByteSize.Text(usage.Output)} of output, {ByteSize.Text(usage.ErrorOutput)} of error output")
        + (usage.Fuel > 0 ? $", {FuelAmount.Text(usage.Fuel)} units of fuel." : ".");

    /// <summary>Limits with room for twice as much, as options and as lines of a policy file.</summary>
    /// <param name="usage">What a run used.</param>
    /// <param name="isCut">Whether a limit ended the run, so that it would have used more.</param>
    internal static IEnumerable<string> Recommended(Usage usage, bool isCut)
    {
        var time = Round((long)Math.Max(usage.Time.TotalMilliseconds * Room, LeastTime));
        var memory = Round(Math.Max(usage.Allocated * Room, LeastMemory));
        var output = Round(Math.Max(usage.Output * Room, LeastOutput));
        var errorOutput = Round(Math.Max(usage.ErrorOutput * Room, LeastOutput));
        var fuel = Round(Math.Max(usage.Fuel * Room, LeastFuel));
        var timeText = time % 1_000 == 0 ? $"{time / 1_000}s" : $"{time}ms";
        yield return isCut
            ? "rexec-il: a limit ended it, so these limits, with room for twice as much as it used until then, may be too low:"
            : "rexec-il: limits with room for twice as much:";
        yield return $"  --max-time {timeText} --max-alloc {Size(memory)} --max-stdout {Size(output)} --max-stderr {Size(errorOutput)} --max-fuel {fuel}";
        yield return $"  \"limits\": {{ \"maxTime\": \"{timeText}\", \"maxAlloc\": \"{Size(memory)}\", \"maxStdout\": \"{Size(output)}\", \"maxStderr\": \"{Size(errorOutput)}\", \"maxFuel\": \"{fuel}\" }}";
    }

    /// <summary>The next number up with two digits that are not zero.</summary>
    private static long Round(long amount)
    {
        var step = 1L;
        while (amount / step >= 100)
        {
            step *= 10;
        }

        return (amount + step - 1) / step * step;
    }

    private static string Size(long bytes) => bytes switch
    {
        _ when bytes % 1_000_000_000 == 0 => $"{bytes / 1_000_000_000}GB",
        _ when bytes % 1_000_000 == 0 => $"{bytes / 1_000_000}MB",
        _ when bytes % 1_000 == 0 => $"{bytes / 1_000}KB",
        _ => $"{bytes}B",
    };
}
