using System.Collections.Concurrent;
using RExecIL.Runtime.Tasks;

namespace RExecIL.Runtime.Tests;

/// <summary>Work that other threads post at the moment when a run ends: it runs on the guest's thread, once, or not at all.</summary>
[TestClass]
public sealed class SchedulerRaceTests
{
    private const int Ends = 300;
    private const int Posters = 4;

    [TestMethod]
    [DataRow(false, DisplayName = "the run ends by itself, and is unloaded")]
    [DataRow(true, DisplayName = "the run is ended while it waits")]
    public void What_is_posted_as_a_run_ends_runs_on_its_thread_or_never(bool isEnded)
    {
        var faults = new ConcurrentQueue<string>();
        using var start = new Barrier(Posters + 1);
        GuestScheduler? scheduler = null;
        var (ended, done) = (false, 0);
        var posters = Enumerable.Range(0, Posters).Select(number => new Thread(() =>
        {
            for (var end = 0; end < Ends; end++)
            {
                start.SignalAndWait();
                try
                {
                    Flood(scheduler!, number);
                }
                catch (Exception exception)
                {
                    faults.Enqueue($"a poster got {exception.GetType().Name}");
                }

                start.SignalAndWait();
            }
        })).ToList();
        posters.ForEach(poster => poster.Start());
        for (var end = 0; end < Ends; end++)
        {
            var sandbox = new TestSandbox();
            sandbox.LimitStack(1 << 19);
            scheduler = sandbox.Tasks;
            (ended, done) = (false, 0);
            start.SignalAndWait();
            Run(sandbox, end);
            Volatile.Write(ref ended, true);
            sandbox.Terminate(TerminationCause.Unloaded);
            sandbox.Tasks.Clear();
            start.SignalAndWait();

            // All posters are through: what they posted after the end is nowhere to be found.
            if (sandbox.Tasks.HasWork)
            {
                faults.Enqueue($"work is kept after end {end}");
            }
        }

        posters.ForEach(poster => poster.Join());
        Assert.IsEmpty(faults, string.Join('\n', faults.Distinct()));

        void Flood(GuestScheduler tasks, int number)
        {
            var thread = Environment.CurrentManagedThreadId;
            for (var index = 0; index < 100; index++)
            {
                var runs = 0;
                Action work = () =>
                {
                    if (Volatile.Read(ref ended))
                    {
                        faults.Enqueue("work runs after the end");
                    }

                    if (Environment.CurrentManagedThreadId == thread || !tasks.IsOnGuestThread)
                    {
                        faults.Enqueue("work runs on another thread than the guest's");
                    }

                    if (Interlocked.Increment(ref runs) > 1)
                    {
                        faults.Enqueue("work runs twice");
                    }

                    Interlocked.Increment(ref done);
                };
                switch ((index + number) % 4)
                {
                    case 0:
                        tasks.Post(work);
                        break;
                    case 1:
                        tasks.Later(work)();
                        break;
                    case 2:
                        tasks.Queued(work)();
                        break;
                    default:
                        Thread.CurrentThread.Interrupt(); // As the watchdog's can be left over on a thread.
                        tasks.Post(work);
                        try
                        {
                            Thread.Sleep(0);
                        }
                        catch (ThreadInterruptedException)
                        {
                            // Kept for the next wait, and taken here.
                        }

                        break;
                }
            }
        }

        void Run(TestSandbox sandbox, int end)
        {
            try
            {
                sandbox.Tasks.Enter(() => sandbox.Tasks.Wait(() =>
                {
                    if (Volatile.Read(ref done) <= end % 50)
                    {
                        return false;
                    }

                    return !isEnded || !sandbox.Terminate(TerminationCause.Time);
                }, milliseconds: 50));
            }
            catch (GuestTerminationException)
            {
                // Ended, as it should be.
            }
        }
    }
}
