using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Shims;

/// <summary>Stands in for <see cref="Stopwatch"/>, which measures by the clock of the sandbox.</summary>
/// <remarks>Where that is the system's, a watch is the framework's own. Else what it has measured is kept beside it.</remarks>
[SuppressMessage("Naming", "CA1707", Justification = "Accessors keep their metadata names.")]
[SuppressMessage("Style", "IDE1006", Justification = "Accessors keep their metadata names.")]
public static class StopwatchShims
{
    private static readonly ConditionalWeakTable<Stopwatch, Measured> Watches = new();

    /// <inheritdoc cref="Stopwatch.GetTimestamp"/>
    public static long GetTimestamp(Sandbox sandbox) => sandbox.Clock.Timestamp;

    /// <inheritdoc cref="Stopwatch.GetElapsedTime(long)"/>
    public static TimeSpan GetElapsedTime(long startingTimestamp, Sandbox sandbox) =>
        Stopwatch.GetElapsedTime(startingTimestamp, sandbox.Clock.Timestamp);

    /// <inheritdoc cref="Stopwatch.StartNew"/>
    public static Stopwatch StartNew(Sandbox sandbox)
    {
        var watch = new Stopwatch();
        Start(watch, sandbox);
        return watch;
    }

    /// <inheritdoc cref="Stopwatch.Start"/>
    public static void Start(Stopwatch self, Sandbox sandbox)
    {
        if (sandbox.Clock.Provider is null)
        {
            self.Start();
        }
        else
        {
            Of(self).Start(sandbox.Clock.Timestamp);
        }
    }

    /// <inheritdoc cref="Stopwatch.Stop"/>
    public static void Stop(Stopwatch self, Sandbox sandbox)
    {
        if (sandbox.Clock.Provider is null)
        {
            self.Stop();
        }
        else
        {
            Of(self).Stop(sandbox.Clock.Timestamp);
        }
    }

    /// <inheritdoc cref="Stopwatch.Reset"/>
    public static void Reset(Stopwatch self, Sandbox sandbox)
    {
        if (sandbox.Clock.Provider is null)
        {
            self.Reset();
        }
        else
        {
            Of(self).Reset();
        }
    }

    /// <inheritdoc cref="Stopwatch.Restart"/>
    public static void Restart(Stopwatch self, Sandbox sandbox)
    {
        Reset(self, sandbox);
        Start(self, sandbox);
    }

    /// <inheritdoc cref="Stopwatch.IsRunning"/>
    public static bool get_IsRunning(Stopwatch self, Sandbox sandbox) =>
        sandbox.Clock.Provider is null ? self.IsRunning : Of(self).Since is not null;

    /// <inheritdoc cref="Stopwatch.ElapsedTicks"/>
    public static long get_ElapsedTicks(Stopwatch self, Sandbox sandbox) =>
        sandbox.Clock.Provider is null ? self.ElapsedTicks : Of(self).Total(sandbox.Clock.Timestamp);

    /// <inheritdoc cref="Stopwatch.Elapsed"/>
    public static TimeSpan get_Elapsed(Stopwatch self, Sandbox sandbox) =>
        sandbox.Clock.Provider is null ? self.Elapsed : Stopwatch.GetElapsedTime(0, get_ElapsedTicks(self, sandbox));

    /// <inheritdoc cref="Stopwatch.ElapsedMilliseconds"/>
    public static long get_ElapsedMilliseconds(Stopwatch self, Sandbox sandbox) =>
        sandbox.Clock.Provider is null ? self.ElapsedMilliseconds : get_Elapsed(self, sandbox).Ticks / TimeSpan.TicksPerMillisecond;

    /// <inheritdoc cref="Stopwatch.ToString"/>
    public static string ToString(Stopwatch self, Sandbox sandbox) => get_Elapsed(self, sandbox).ToString();

    private static Measured Of(Stopwatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return Watches.GetValue(watch, static _ => new Measured());
    }

    /// <summary>What one watch has measured, in ticks of <see cref="Stopwatch.Frequency"/>.</summary>
    private sealed class Measured
    {
        private long _total;

        internal long? Since { get; private set; }

        internal long Total(long now) => _total + Math.Max(now - (Since ?? now), 0);

        internal void Start(long now) => Since ??= now;

        internal void Stop(long now) => (_total, Since) = (Total(now), null);

        internal void Reset() => (_total, Since) = (0, null);
    }
}
