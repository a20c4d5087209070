using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RExecIL.Runtime.Tasks;

/// <summary>Runs what a guest's tasks go on with, on the guest's one thread, while that thread waits for a task.</summary>
/// <remarks>
/// Work is done in the order in which it became ready, timers by due time and then by age. Every delegate of the guest that
/// the framework may call later is handed to it inside <see cref="Later"/>: what the framework then calls, on
/// whatever thread, is ours, never throws, and runs guest code on the guest's thread alone. That matters, for the framework
/// throws what a continuation throws on a thread of its pool, which ends the process. Any thread may call
/// <see cref="Post"/>; the rest is for the guest's thread.
/// </remarks>
internal sealed class GuestScheduler
{
    /// <summary>How many continuations may run inside each other, as they do without a sandbox, before one is queued.</summary>
    private const int MaxNesting = 32;

    /// <summary>How long a wait may not notice that the sandbox was ended, or a task of the host, in milliseconds.</summary>
    private const long LongestWait = 10;

    /// <summary>What sources of value tasks call, with a delegate of <see cref="Later"/> as the state.</summary>
    internal static readonly Action<object?> CallState = static state => ((Action)state!)();

    private readonly object _gate = new();
    private readonly Queue<Action> _ready = new();
    private readonly PriorityQueue<GuestTimer, (long Due, long Age)> _timers = new();
    private readonly ConditionalWeakTable<CancellationTokenSource, GuestTimer> _timeouts = [];
    private readonly Sandbox _sandbox;
    private readonly GuestSynchronizationContext _context;
    private volatile int _thread;
    private int _outside;
    private long _age;
    private int _nesting;

    internal GuestScheduler(Sandbox sandbox)
    {
        _sandbox = sandbox;
        _context = new GuestSynchronizationContext(this);
    }

    /// <summary>Whether guest code may run on the calling thread.</summary>
    internal bool IsOnGuestThread => _thread == Environment.CurrentManagedThreadId;

    private static long Now => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Runs guest code whose tasks are this scheduler's. What is still queued at the end waits for the next run.</summary>
    internal T Enter<T>(Func<T> body)
    {
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(_context);
        _thread = Environment.CurrentManagedThreadId;
        _nesting = 0;
        try
        {
            return body();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>Forgets all work, for good once the sandbox has ended.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _ready.Clear();
            _timers.Clear();
            _timeouts.Clear();
        }
    }

    /// <summary>Whether work or timers are kept.</summary>
    internal bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _ready.Count + _timers.Count > 0;
            }
        }
    }

    /// <summary>Queues work, and never throws: what the framework's tasks call would end the process by that.</summary>
    internal void Post(Action work)
    {
        var isInterrupted = false;
        while (!TryPost(work))
        {
            isInterrupted = true;
        }

        if (isInterrupted)
        {
            Thread.CurrentThread.Interrupt(); // It is meant for the next wait of whoever completes a task.
        }
    }

    /// <summary>What may be called on any thread in place of a continuation: it runs or queues it, and never throws.</summary>
    internal Action Later(Action continuation) => new Resumption(this, continuation).Resume;

    /// <summary>As <see cref="Later"/>, but it always queues the continuation.</summary>
    internal Action Queued(Action continuation) => new Resumption(this, continuation).Post;

    /// <summary>Whether what the framework posts to the guest's context may be code of the host's.</summary>
    /// <remarks>
    /// Contracts run on the guest's thread and find its context there. What they await must not depend on a guest that may
    /// end before.
    /// </remarks>
    internal bool MayBeOfHost(object? state) => _sandbox.MayHearFromHost && state is not Action { Target: Resumption };

    /// <summary>Runs a continuation at once where that is possible, else queues it.</summary>
    private void Resume(Action continuation)
    {
        if (IsOnGuestThread && _nesting < MaxNesting && !_sandbox.IsTerminating)
        {
            Perform(continuation);
        }
        else
        {
            Post(continuation);
        }
    }

    /// <summary>Calls something when the task has completed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="continuation">What to call on the guest's thread.</param>
    /// <param name="atOnce">Whether it may run inside the code that completes the task; else it is queued.</param>
    internal void WhenCompleted(Task task, Action continuation, bool atOnce) =>
        task.ConfigureAwait(continueOnCapturedContext: true).GetAwaiter()
            .UnsafeOnCompleted(atOnce ? Later(continuation) : Queued(continuation));

    /// <summary>Awaits work of ours that other threads do and that ends in any case; it keeps waits from being in vain.</summary>
    internal ScheduledTask<T> Outside<T>(Task<T> task) => new(task, WhenDoneOutside);

    /// <summary>Awaits a task that the guest's thread completes.</summary>
    internal ScheduledTask<T> Here<T>(Task<T> task) => new(task, (_, continuation) => WhenCompleted(task, continuation, atOnce: true));

    /// <summary>Queues a continuation once work of ours on other threads is done. Never throws.</summary>
    private void WhenDoneOutside(Task task, Action continuation)
    {
        Interlocked.Increment(ref _outside);
        task.ContinueWith(
            _ =>
            {
                Post(continuation);
                Interlocked.Decrement(ref _outside); // Once the queue has it, and not before.
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Waits for work of ours that other threads do, and does nothing else meanwhile.</summary>
    /// <exception cref="GuestTerminationException">The sandbox has ended.</exception>
    internal T Block<T>(Task<T> task)
    {
        while (!task.IsCompleted)
        {
            _sandbox.ThrowIfTerminating();
            try
            {
                task.Wait((int)LongestWait);
            }
            catch (AggregateException)
            {
                // It has failed: the result below throws as it did.
            }
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>Does work after some milliseconds.</summary>
    internal GuestTimer After(long milliseconds, Action work)
    {
        var timer = new GuestTimer(Now + milliseconds, work);
        lock (_gate)
        {
            if (!_sandbox.IsTerminating)
            {
                _timers.Enqueue(timer, (timer.Due, _age++));
            }
        }

        return timer;
    }

    /// <summary>Cancels a source after some milliseconds, or never (-1), whatever was said before.</summary>
    internal void CancelAfter(CancellationTokenSource source, long milliseconds)
    {
        if (_timeouts.TryGetValue(source, out var timer))
        {
            timer.Cancel();
            _timeouts.Remove(source);
        }

        if (milliseconds >= 0)
        {
            _timeouts.Add(source, After(milliseconds, () => Cancel(source)));
        }
    }

    /// <summary>Works until something is so.</summary>
    /// <param name="isDone">What is waited for.</param>
    /// <param name="milliseconds">How long to wait at most; -1 for ever.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Whether it is so; false when the time passed.</returns>
    /// <exception cref="GuestTerminationException">The sandbox has ended; also when nothing is left that could make it so.</exception>
    internal bool Wait(Func<bool> isDone, long milliseconds = -1, CancellationToken cancellation = default)
    {
        var deadline = milliseconds < 0 ? long.MaxValue : Now + milliseconds;
        while (!isDone())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!Turn(deadline))
            {
                return isDone();
            }
        }

        return true;
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // As without a sandbox: a source that is disposed of is never cancelled.
        }
    }

    /// <summary>Queues work once; false when the thread was interrupted while it waited for the queue.</summary>
    private bool TryPost(Action work)
    {
        try
        {
            lock (_gate)
            {
                if (!_sandbox.IsTerminating)
                {
                    _ready.Enqueue(work);
                    Monitor.PulseAll(_gate);
                }
            }

            return true;
        }
        catch (ThreadInterruptedException)
        {
            return false;
        }
    }

    /// <summary>Does the next work, and waits for it when there is none yet.</summary>
    /// <returns>Whether there was any before the deadline.</returns>
    private bool Turn(long deadline)
    {
        _sandbox.ThrowIfTerminating();
        _sandbox.ThrowIfStackIsLow();
        if (!IsOnGuestThread)
        {
            throw new InvalidOperationException("Guest code waits outside a run.");
        }

        Action? work;
        lock (_gate)
        {
            while (!TryTake(out work))
            {
                var now = Now;
                if (now >= deadline)
                {
                    return false;
                }

                var next = Math.Min(deadline, _timers.TryPeek(out var timer, out _) ? timer.Due : long.MaxValue);
                if (next == long.MaxValue && !_sandbox.MayHearFromHost && Volatile.Read(ref _outside) == 0)
                {
                    _sandbox.Terminate(TerminationCause.Deadlock);
                }

                _sandbox.ThrowIfTerminating();
                Monitor.Wait(_gate, (int)Math.Clamp(next - now, 1, LongestWait));
                if (_sandbox.MayHearFromHost)
                {
                    return true;
                }
            }
        }

        Perform(work);
        _sandbox.ThrowIfTerminating();
        return true;
    }

    private bool TryTake([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Action? work)
    {
        while (_timers.TryPeek(out var timer, out _) && (timer.IsCancelled || timer.Due <= Now))
        {
            _timers.Dequeue();
            if (timer.Take() is { } due)
            {
                _ready.Enqueue(due);
            }
        }

        return _ready.TryDequeue(out work);
    }

    // The boundary of guest code that the framework would have called: nothing may leave it.
    private void Perform(Action work)
    {
        _nesting++;
        try
        {
            work();
        }
        catch (Exception exception)
        {
            if (!_sandbox.IsTerminating)
            {
                _sandbox.EndUnhandled(exception);
            }
        }
        finally
        {
            _nesting--;
        }
    }

    /// <summary>A continuation of the guest's as the framework holds it.</summary>
    private sealed class Resumption(GuestScheduler scheduler, Action continuation)
    {
        internal void Resume() => scheduler.Resume(continuation);

        internal void Post() => scheduler.Post(continuation);
    }
}
