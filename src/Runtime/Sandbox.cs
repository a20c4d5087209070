using System.Reflection;

namespace RExecIL.Runtime;

/// <summary>The sandbox as guest code holds it: something to pass on to guards and shims, and nothing else.</summary>
/// <remarks>
/// The rewriter puts one static field of this type into every guest image. All members are internal, so guest code can
/// neither call nor implement one. Each assembly of a guest has its own handle: so a shim knows which of them asks from what it is
/// given, and not from the stack, which inlining, delegates and continuations change.
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

    private readonly RunState _run;
    private readonly Registers _registers;

    /// <summary>A sandbox whose guards read these registers. Until a run begins, none of its code may be entered.</summary>
    internal Sandbox(Registers registers)
    {
        _run = new RunState(registers);
        _registers = registers;
        registers.Owner = this;
        Volatile.Write(ref registers.StackLimit, nuint.MaxValue);
        Volatile.Write(ref registers.IsTerminating, 0);
        LimitFuel(null);
        Allocations = new AllocationMeter(registers);
        Expressions = new ExpressionCache();
        XmlNames = new Xml.XmlNames();
        Sortings = [];
        Tasks = new Tasks.GuestScheduler(this);
    }

    /// <summary>Another handle of a sandbox, for another of its assemblies: the same run, with what that assembly may do.</summary>
    internal Sandbox(Sandbox first)
    {
        (_run, _registers) = (first._run, first._registers);
        (Allocations, Expressions, XmlNames, Sortings, Tasks) =
            (first.Allocations, first.Expressions, first.XmlNames, first.Sortings, first.Tasks);
    }

    /// <summary>Whether the sandbox has ended. Once true it stays true.</summary>
    internal bool IsTerminating => _run.Cause != (int)TerminationCause.None;

    /// <summary>Why the sandbox has ended; the first cause stays.</summary>
    internal TerminationCause Cause => (TerminationCause)_run.Cause;

    /// <summary>What the guest passed to <c>Environment.Exit</c> or last set as <c>Environment.ExitCode</c>.</summary>
    internal int ExitCode
    {
        get => _run.ExitCode;
        private set => _run.ExitCode = value;
    }

    /// <summary>Counts what the guest allocates.</summary>
    internal AllocationMeter Allocations { get; }

    /// <summary>The most time that one match of a regular expression may take; infinite when a run has no limit.</summary>
    internal TimeSpan MatchTimeout
    {
        get => _run.MatchTimeout;
        private set => _run.MatchTimeout = value;
    }

    /// <summary>The expressions of static calls.</summary>
    internal ExpressionCache Expressions { get; }

    /// <summary>The names of XML that the guest has made.</summary>
    internal Xml.XmlNames XmlNames { get; }

    /// <summary>What sorted sequences sort, and how many bytes of keys an element has in them.</summary>
    internal System.Runtime.CompilerServices.ConditionalWeakTable<object, Sorting> Sortings { get; }

    /// <summary>Runs what the guest's tasks go on with.</summary>
    internal Tasks.GuestScheduler Tasks { get; }

    /// <summary>Whether the host may complete a task of the guest's, or give it one, so that waiting is never in vain.</summary>
    internal virtual bool MayHearFromHost => false;

    /// <summary>The standard streams.</summary>
    internal abstract GuestConsole Console { get; }

    /// <summary>The time as the guest sees it.</summary>
    internal virtual GuestClock Clock => GuestClock.Real;

    /// <summary>The environment variables.</summary>
    internal abstract GuestEnvironment Environment { get; }

    /// <summary>What may be done to files other than opening them.</summary>
    internal abstract IGuestFiles Files { get; }

    /// <summary>Where requests go.</summary>
    internal abstract Network.IGuestNetwork Network { get; }

    /// <summary>What the guest's <c>Main</c> gets.</summary>
    internal IReadOnlyList<string> Arguments
    {
        get => _run.Arguments;
        set => _run.Arguments = value;
    }

    /// <summary>Lets guest code on the calling thread use so many bytes of stack from here on.</summary>
    internal unsafe void LimitStack(int size)
    {
        byte here;
        lock (_run.Gate)
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
        _run.Pauses.Clear();
        MatchTimeout = time is { TotalMilliseconds: < MaxMatchTimeout } limit ? limit + MatchMargin : System.Threading.Timeout.InfiniteTimeSpan;
        Deadline = time is { } left ? TimeProvider.System.GetTimestamp() + (long)(left.TotalSeconds * TimeProvider.System.TimestampFrequency) : long.MaxValue;
    }

    /// <summary>When the run is over, as a timestamp of the system's <see cref="TimeProvider"/>.</summary>
    internal long Deadline
    {
        get => _run.Deadline;
        private set => _run.Deadline = value;
    }

    /// <summary>How long the run has waited for the host so far, which is not its own time.</summary>
    internal TimeSpan TimePaused => _run.Pauses.Sum;

    /// <summary>Does something of the host's while the time of the run stands still. On the guest's thread.</summary>
    internal T Pause<T>(Func<T> wait)
    {
        _run.Pauses.Begin();
        try
        {
            return wait();
        }
        finally
        {
            var ticks = _run.Pauses.End();
            Deadline = Deadline == long.MaxValue ? Deadline : Deadline + ticks;
        }
    }

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
        _run.Fuel = units;
        _registers.FuelLeft = units ?? 0;
    }

    /// <summary>Units of fuel that the last run has used, up to its limit; 0 when it had none.</summary>
    internal long FuelUsed => _run.Fuel is { } limit ? limit - Math.Max(_registers.FuelLeft, 0) : 0;

    /// <summary>Whether fuel is metered.</summary>
    internal bool MetersFuel => _run.Fuel is not null;

    /// <summary>Takes fuel for what a shim is about to do, when fuel is metered.</summary>
    /// <exception cref="GuestTerminationException">It is more than what is left.</exception>
    internal void Burn(long units)
    {
        if (_run.Fuel is not null)
        {
            if (units > _registers.FuelLeft)
            {
                _registers.FuelLeft = -1; // Not less: what is charged on the way out must not come round to much.
                Terminate(TerminationCause.Fuel);
            }
            else
            {
                _registers.FuelLeft -= units;
            }
        }

        ThrowIfTerminating();
    }

    /// <summary>Gives back fuel that was taken for work which was not done.</summary>
    internal void GiveBack(long units) => _registers.FuelLeft += units;

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
        lock (_run.Gate)
        {
            if (IsTerminating)
            {
                return false;
            }

            ExitCode = exitCode ?? ExitCode;
            _run.Cause = (int)cause;
            Volatile.Write(ref _registers.IsTerminating, 1);
            Volatile.Write(ref _registers.StackLimit, nuint.MaxValue);
            return true;
        }
    }

    /// <summary>Sets the code that a <c>void Main</c> ends with.</summary>
    internal void SetExitCode(int exitCode)
    {
        lock (_run.Gate)
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
