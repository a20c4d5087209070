using System.Reflection;

namespace RExecIL.Runtime;

/// <summary>The sandbox as guest code holds it: something to pass on to guards and shims, and nothing else.</summary>
/// <remarks>
/// The rewriter puts one static field of this type into every guest image. All members are internal, so guest code can
/// neither call nor implement one.
/// </remarks>
public abstract class Sandbox
{
    /// <summary>Nanoseconds: computations up to a millisecond are not asked about.</summary>
    private const double WorthAsking = 1e6;

    /// <summary>Milliseconds: the framework takes no longer time for a match.</summary>
    private const double MaxMatchTimeout = int.MaxValue - 1_000;

    /// <summary>A match that began with the run ends just after it, so that the run ends for its own reason.</summary>
    private static readonly TimeSpan MatchMargin = TimeSpan.FromMilliseconds(100);

    /// <summary>Bytes that are cleared or copied in the time of an instruction.</summary>
    private const long BytesOfUnit = 16;

    private readonly Lock _gate = new();
    private readonly Registers _registers;
    private volatile int _cause;
    private long? _fuel;

    /// <summary>A sandbox whose guards read these registers. Until a run begins, none of its code may be entered.</summary>
    internal Sandbox(Registers registers)
    {
        _registers = registers;
        registers.Owner = this;
        Volatile.Write(ref registers.StackLimit, nuint.MaxValue);
        Volatile.Write(ref registers.IsTerminating, 0);
        LimitFuel(null);
        Allocations = new AllocationMeter(registers);
        Tasks = new Tasks.GuestScheduler(this);
    }

    /// <summary>Whether the sandbox has ended. Once true it stays true.</summary>
    internal bool IsTerminating => _cause != (int)TerminationCause.None;

    /// <summary>Why the sandbox has ended; the first cause stays.</summary>
    internal TerminationCause Cause => (TerminationCause)_cause;

    /// <summary>What the guest passed to <c>Environment.Exit</c> or last set as <c>Environment.ExitCode</c>.</summary>
    internal int ExitCode { get; private set; }

    /// <summary>Counts what the guest allocates.</summary>
    internal AllocationMeter Allocations { get; }

    /// <summary>The most time that one match of a regular expression may take; infinite when a run has no limit.</summary>
    internal TimeSpan MatchTimeout { get; private set; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>The expressions of static calls.</summary>
    internal ExpressionCache Expressions { get; } = new();

    /// <summary>The names of XML that the guest has made.</summary>
    internal Xml.XmlNames XmlNames { get; } = new();

    /// <summary>Runs what the guest's tasks go on with.</summary>
    internal Tasks.GuestScheduler Tasks { get; }

    /// <summary>Whether the host may complete a task of the guest's, or give it one, so that waiting is never in vain.</summary>
    internal virtual bool MayHearFromHost => false;

    /// <summary>The standard streams.</summary>
    internal abstract GuestConsole Console { get; }

    /// <summary>The environment variables and the arguments.</summary>
    internal abstract GuestEnvironment Environment { get; }

    /// <summary>What may be done to files other than opening them.</summary>
    internal abstract IGuestFiles Files { get; }

    /// <summary>Where requests go.</summary>
    internal abstract Network.IGuestNetwork Network { get; }

    /// <summary>Lets guest code on the calling thread use so many bytes of stack from here on.</summary>
    internal unsafe void LimitStack(int size)
    {
        byte here;
        lock (_gate)
        {
            if (!IsTerminating)
            {
                Volatile.Write(ref _registers.StackLimit, (nuint)(&here) - (nuint)size);
            }
        }
    }

    /// <summary>Says how long the run has from here on.</summary>
    /// <param name="time">Null for no limit.</param>
    internal void LimitTime(TimeSpan? time)
    {
        MatchTimeout = time is { TotalMilliseconds: < MaxMatchTimeout } limit ? limit + MatchMargin : System.Threading.Timeout.InfiniteTimeSpan;
        Deadline = time is { } left ? TimeProvider.System.GetTimestamp() + (long)(left.TotalSeconds * TimeProvider.System.TimestampFrequency) : long.MaxValue;
    }

    /// <summary>When the run is over, as a timestamp of the system's <see cref="TimeProvider"/>.</summary>
    internal long Deadline { get; private set; } = long.MaxValue;

    /// <summary>Ends guest code that asks for a computation that cannot be stopped and would outlast its run.</summary>
    /// <param name="nanoseconds">About how long it takes, at least.</param>
    /// <exception cref="GuestTerminationException">That is longer than the run has.</exception>
    internal void Work(double nanoseconds)
    {
        Burn((long)Math.Min(nanoseconds, long.MaxValue / 2));
        if (nanoseconds > WorthAsking && Deadline != long.MaxValue
            && nanoseconds * TimeProvider.System.TimestampFrequency / 1e9 > Deadline - TimeProvider.System.GetTimestamp())
        {
            Terminate(TerminationCause.Time);
        }

        ThrowIfTerminating();
    }

    /// <summary>Counts bytes that guest code on the calling thread is about to allocate.</summary>
    /// <remarks>For shims of members that may allocate much at once, before they do; and for the guards.</remarks>
    /// <exception cref="GuestTerminationException">They are more than what is left.</exception>
    internal void Account(long bytes)
    {
        if (!Allocations.TryAccount(bytes))
        {
            Terminate(TerminationCause.Memory);
        }

        ThrowIfTerminating();
    }

    /// <summary>Makes sure that there is room for bytes which may be allocated, without counting them.</summary>
    /// <exception cref="GuestTerminationException">They are more than what is left.</exception>
    internal void Expect(long bytes)
    {
        if (bytes <= Allocations.Left / 2)
        {
            return; // As it was when it was last counted: near enough.
        }

        Account(0);
        if (bytes > Allocations.Left)
        {
            Terminate(TerminationCause.Memory);
        }

        ThrowIfTerminating();
    }

    /// <summary>Counts bytes, beside those that the thread allocates, for the rest of the run.</summary>
    /// <exception cref="GuestTerminationException">They are more than what is left.</exception>
    internal void Charge(long bytes)
    {
        Account(bytes);
        Allocations.Charge(bytes);
        Account(0);
    }

    /// <summary>Says how much fuel the run has from here on.</summary>
    /// <param name="units">Null for no limit.</param>
    internal void LimitFuel(long? units)
    {
        _fuel = units;
        _registers.FuelLeft = units ?? 0;
    }

    /// <summary>Units of fuel that the last run has used, up to its limit; 0 when it had none.</summary>
    internal long FuelUsed => _fuel is { } limit ? limit - Math.Max(_registers.FuelLeft, 0) : 0;

    /// <summary>Takes fuel for what a shim is about to do, when fuel is metered.</summary>
    /// <exception cref="GuestTerminationException">It is more than what is left.</exception>
    internal void Burn(long units)
    {
        if (_fuel is not null && (_registers.FuelLeft -= units) < 0)
        {
            Terminate(TerminationCause.Fuel);
        }

        ThrowIfTerminating();
    }

    /// <summary>Takes fuel for clearing or copying so many bytes.</summary>
    /// <exception cref="GuestTerminationException">As above.</exception>
    internal void BurnForMemory(long bytes) => Burn(bytes / BytesOfUnit);

    /// <summary>Ends guest code that asks for a shim while it is being ended.</summary>
    /// <exception cref="GuestTerminationException">The sandbox has ended.</exception>
    internal void ThrowIfTerminating()
    {
        if (IsTerminating)
        {
            throw Termination();
        }
    }

    /// <summary>Ends guest code that goes deep through waits, whose own frames have no guards.</summary>
    /// <exception cref="GuestTerminationException">The stack is nearly used up.</exception>
    internal unsafe void ThrowIfStackIsLow()
    {
        byte here;
        if ((nuint)(&here) < Volatile.Read(ref _registers.StackLimit))
        {
            Terminate(TerminationCause.Stack);
            throw Termination();
        }
    }

    /// <summary>Ends the sandbox, since guest code that nobody called threw. Runs on the guest's thread; never throws.</summary>
    internal void EndUnhandled(Exception exception)
    {
        if (!IsTerminating)
        {
            try
            {
                Keep(exception);
            }
            catch (Exception)
            {
                // The guest's own code describes its exception, and failed or was ended at that.
            }

            try
            {
                Terminate(TerminationCause.Unhandled);
            }
            catch (ThreadInterruptedException)
            {
                // The watchdog ended the run at the same time.
            }
        }
    }

    /// <summary>Describes an exception that ends the run, before it does.</summary>
    internal virtual void Keep(Exception exception)
    {
    }

    /// <summary>What carries the end up the guest's stack.</summary>
    internal GuestTerminationException Termination() => new(Cause);

    /// <summary>Ends the sandbox; later causes are ignored.</summary>
    /// <returns>Whether this cause was the first.</returns>
    internal bool Terminate(TerminationCause cause, int? exitCode = null)
    {
        lock (_gate)
        {
            if (IsTerminating)
            {
                return false;
            }

            ExitCode = exitCode ?? ExitCode;
            _cause = (int)cause;
            Volatile.Write(ref _registers.IsTerminating, 1);
            Volatile.Write(ref _registers.StackLimit, nuint.MaxValue);
            return true;
        }
    }

    /// <summary>Sets the code that a <c>void Main</c> ends with.</summary>
    internal void SetExitCode(int exitCode)
    {
        lock (_gate)
        {
            if (!IsTerminating)
            {
                ExitCode = exitCode;
            }
        }
    }

    /// <summary>Opens a file; all shims that open one come here.</summary>
    /// <exception cref="UnauthorizedAccessException">No grant covers the file.</exception>
    internal abstract Stream Open(
        string path, FileMode mode, FileAccess access, FileShare share, int bufferSize, FileOptions options);

    /// <summary>Finds an assembly by display name; all shims that load one come here.</summary>
    /// <exception cref="FileNotFoundException">The sandbox has no such assembly.</exception>
    internal abstract Assembly Import(string name);

    /// <summary>The assemblies that guest code may find types in by name: its own.</summary>
    internal abstract IReadOnlyList<Assembly> GuestAssemblies { get; }
}
