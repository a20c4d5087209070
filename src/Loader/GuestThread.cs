using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using RExecIL.Runtime;

namespace RExecIL;

/// <summary>Runs guest code on a thread of its own, and ends it.</summary>
/// <remarks>
/// The calling thread is the watchdog. Ending means: set the sandbox's flag, which guest code polls, and interrupt the
/// thread, which ends its waits. How the run ended is read from the flag and never from an exception, since the
/// framework
/// wraps and replaces those.
/// </remarks>
/// <typeparam name="T">What the guest gives when it returns.</typeparam>
[SuppressMessage(
    "Reliability",
    "CA1001",
    Justification = "A thread that has not ended may still set the event, which holds no handle.")]
internal sealed class GuestThread<T>
{
    /// <summary>Stack for unwinding, as a multiple of what guest code may use (<see cref="Quota.StackSize"/>).</summary>
    private const int UnwindingRatio = 255;

    /// <summary>The least that a level of a structure takes on the heap, in bytes.</summary>
    private const long BytesOfLevel = 24;

    /// <summary>
    /// The most stack that a level was seen to take in the framework's code, in bytes: <c>KeyValuePair.ToString</c>.
    /// </summary>
    private const long StackOfLevel = 700;

    /// <summary>Address space that one thread may reserve, in bytes.</summary>
    private const long MaxReserve = int.MaxValue - 0xFFFF;

    private const int Running = 0;
    private const int Ended = 1;
    private const int Interrupted = 2;

    /// <summary>
    /// How often a thread that has been told to end is interrupted again: it may wait again on its way out.
    /// </summary>
    private static readonly TimeSpan InterruptInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// How often allocation is counted whatever the guards think: a thread allocates some 10 MB in that time.
    /// </summary>
    private static readonly TimeSpan CountInterval = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LeastWait = TimeSpan.FromMilliseconds(1);

    private readonly Sandbox _sandbox;
    private readonly WeakReference<AssemblyLoadContext> _context;
    private readonly Quota _quota;
    private readonly CultureInfo _culture;
    private readonly CultureInfo _uiCulture;
    private readonly ManualResetEventSlim _hasEnded = new();
    private Func<Outcome<T>>? _body;
    private Outcome<T>? _outcome;
    private int _state;

    internal GuestThread(Func<Outcome<T>> body, Sandbox sandbox, AssemblyLoadContext context, Quota quota, CultureInfo? culture)
    {
        _culture = culture ?? CultureInfo.CurrentCulture;
        _uiCulture = culture ?? CultureInfo.CurrentUICulture;
        _body = body;
        _sandbox = sandbox;
        _context = new WeakReference<AssemblyLoadContext>(context);
        _quota = quota;
    }

    /// <summary>Runs to the end, one way or another.</summary>
    /// <returns>How it ended, and the thread when it has not.</returns>
    internal (Outcome<T> Outcome, Thread? Straggler) Run(CancellationToken cancellation)
    {
        var thread = Start();
        try
        {
            if (!Watch(Timeout(_quota.MaxTime), cancellation))
            {
                _sandbox.Terminate(TerminationCause.Time);
            }
        }
        catch (OperationCanceledException)
        {
            _sandbox.Terminate(TerminationCause.Cancelled);
        }
        catch (ThreadInterruptedException)
        {
            // The host interrupts its own thread: the guest must not outlive that unwatched.
            _sandbox.Terminate(TerminationCause.Cancelled);
            thread.Interrupt();
            throw;
        }

        var hasEnded = Join(thread);
        return (Conclude(hasEnded), hasEnded ? null : thread);
    }

    /// <summary>Starts a thread with room for the deepest recursion that the framework can be driven into.</summary>
    /// <remarks>
    /// The framework's own recursion (a tuple in a tuple, and so on) has no guards, and each level of what it goes through
    /// had to be allocated. So the room grows with what may be, as far as a thread can have it.
    /// </remarks>
    private Thread Start()
    {
        var least = (long)_quota.StackSize * (1 + UnwindingRatio);
        var most = Math.Clamp((_quota.MaxAllocation ?? 0) / BytesOfLevel * StackOfLevel, least, MaxReserve);
        try
        {
            return Start((int)most);
        }
        catch (OutOfMemoryException) when (most > least)
        {
            return Start((int)least); // The system does not promise that much.
        }
    }

    private Thread Start(int stackSize)
    {
        var thread = new Thread(Body, stackSize) { IsBackground = true, Name = "RExecIL guest" };

        // Unsafe: the host's ambient state (AsyncLocal) does not flow into the sandbox.
        thread.UnsafeStart();
        return thread;
    }

    private static TimeSpan Timeout(TimeSpan? time) =>
        time is { TotalMilliseconds: < int.MaxValue } limit ? limit : System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>Waits for the end; where allocation is limited, asks for exact counts in between.</summary>
    private bool Watch(TimeSpan time, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!_hasEnded.Wait(NextLook(time, start), cancellation))
        {
            if (Left(time, start) is { } left && left <= TimeSpan.Zero)
            {
                return false;
            }

            if (_quota.MaxAllocation is not null)
            {
                _sandbox.Allocations.Recount();
            }
        }

        return true;
    }

    private TimeSpan NextLook(TimeSpan time, long start)
    {
        var left = Left(time, start) is { } some ? TimeSpan.FromTicks(Math.Max(some.Ticks, LeastWait.Ticks)) : System.Threading.Timeout.InfiniteTimeSpan;
        return _quota.MaxAllocation is null || (left > TimeSpan.Zero && left < CountInterval) ? left : CountInterval;
    }

    /// <summary>What the run has left of its time; null for no limit. While it waits for the host, its time stands still.</summary>
    private TimeSpan? Left(TimeSpan time, long start) => time == System.Threading.Timeout.InfiniteTimeSpan
        ? null
        : time + _sandbox.TimePaused - TimeProvider.System.GetElapsedTime(start);

    private bool Join(Thread thread)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (!_hasEnded.IsSet)
        {
            // Told once, the thread knows that interrupts may come; before that none can.
            Interlocked.CompareExchange(ref _state, Interrupted, Running);
            if (Volatile.Read(ref _state) == Interrupted)
            {
                thread.Interrupt();
            }

            _hasEnded.Wait(InterruptInterval);
            if (TimeProvider.System.GetElapsedTime(deadline) >= _quota.GracePeriod && !_hasEnded.IsSet)
            {
                return false;
            }
        }

        thread.Join();
        return true;
    }

    private Outcome<T> Conclude(bool hasEnded) => _sandbox.Cause switch
    {
        TerminationCause.Exit or TerminationCause.FailFast => new Outcome<T>.Exited(_sandbox.ExitCode),
        TerminationCause.Time => new Outcome<T>.TimedOut(hasEnded),
        TerminationCause.Stack => new Outcome<T>.OutOfStack(),
        TerminationCause.Fuel => new Outcome<T>.OutOfFuel(),
        TerminationCause.Output => new Outcome<T>.OutOfOutput(),
        TerminationCause.Memory => new Outcome<T>.OutOfMemory(),
        TerminationCause.Cancelled or TerminationCause.Unloaded => new Outcome<T>.Cancelled(hasEnded),
        TerminationCause.Deadlock => new Outcome<T>.Threw(
            new GuestException("System.InvalidOperationException", "The guest waits for a task that nothing can complete any more.", "", [])),
        TerminationCause.Unhandled => _sandbox is GuestSandbox { Unhandled: { } exception }
            ? new Outcome<T>.Threw(exception)
            : new Outcome<T>.Denied("The guest threw an exception that cannot be described, and nobody could catch it."),
        _ => _outcome ?? new Outcome<T>.Denied("The guest ended without a result."),
    };

    private void Body()
    {
        _sandbox.Allocations.Begin(_quota.MaxAllocation);
        _sandbox.LimitTime(_quota.MaxTime);
        _sandbox.LimitFuel(_quota.MaxFuel);
        _sandbox.Console.OutMeter.Begin(_quota.MaxOutput);
        _sandbox.Console.ErrorMeter.Begin(_quota.MaxErrorOutput);
        _sandbox.LimitStack(_quota.StackSize);
        CultureInfo.CurrentCulture = _culture;
        CultureInfo.CurrentUICulture = _uiCulture;
        try
        {
            _outcome = Guarded();
        }
        catch (Exception)
        {
            // The boundary of the sandbox. What comes here is a termination in whatever wrapping, and the flag tells
            // which; or the description of an exception failed, and Conclude says that there is no result.
        }

        _sandbox.Allocations.End();
        Finish();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Outcome<T>? Guarded()
    {
        try
        {
            return Interlocked.Exchange(ref _body, null)!();
        }
        catch (RegexMatchTimeoutException) when (TimeProvider.System.GetTimestamp() >= _sandbox.Deadline)
        {
            _sandbox.Terminate(TerminationCause.Time); // The match heard of the end of the run before the watchdog did.
            return null;
        }
        catch (Exception exception) when (!_sandbox.IsTerminating)
        {
            return exception switch
            {
                OutOfMemoryException => new Outcome<T>.OutOfMemory(),
                InsufficientExecutionStackException => new Outcome<T>.OutOfStack(),
                _ when _context.TryGetTarget(out var context) =>
                    new Outcome<T>.Threw(ExceptionDescriber.Describe(exception, context, _sandbox)),
                _ => null,
            };
        }
    }

    // From here on no guest code runs; a late interrupt is swallowed, for outside the try block it would end the
    // process.
    private void Finish()
    {
        Interlocked.CompareExchange(ref _state, Ended, Running);
        while (true)
        {
            try
            {
                _hasEnded.Set();
                return;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
