using RExecIL.Slot;

namespace RExecIL.Runtime.Tests;

[TestClass]
[DoNotParallelize] // One copy of the guards is one sandbox.
public sealed class GuardTests
{
    [TestMethod]
    public void A_running_sandbox_passes_every_guard()
    {
        var sandbox = new TestSandbox();
        sandbox.LimitStack(64 * 1024);

        Guard.Enter();
        Guard.Poll();

        Assert.IsFalse(Guard.IsTerminating());
    }

    [TestMethod]
    public void An_ended_sandbox_passes_none()
    {
        var sandbox = new TestSandbox();
        sandbox.Terminate(TerminationCause.Time);

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Enter());
        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Poll());
        Assert.IsTrue(Guard.IsTerminating());
    }

    [TestMethod]
    public void The_first_cause_stays()
    {
        var sandbox = new TestSandbox();

        Assert.IsTrue(sandbox.Terminate(TerminationCause.Exit, 3));
        Assert.IsFalse(sandbox.Terminate(TerminationCause.Time, 4));
        sandbox.SetExitCode(5);

        Assert.AreEqual(TerminationCause.Exit, sandbox.Cause);
        Assert.AreEqual(3, sandbox.ExitCode);
    }

    [TestMethod]
    public void A_used_up_stack_ends_the_sandbox_for_good()
    {
        var sandbox = new TestSandbox();
        static int Deep(Sandbox sandbox, int depth)
        {
            Guard.Enter();
            return Deep(sandbox, depth + 1) + 1;
        }

        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    sandbox.LimitStack(64 * 1024);
                    Deep(sandbox, 0);
                }
                catch (GuestTerminationException e)
                {
                    thrown = e;
                }
            },
            512 * 1024);
        thread.Start();
        thread.Join();

        Assert.IsNotNull(thrown);
        Assert.AreEqual(TerminationCause.Stack, sandbox.Cause);
        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Poll());
    }

    [TestMethod]
    public void Without_a_limit_nothing_enters()
    {
        var sandbox = new TestSandbox();

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Enter());
        Assert.AreEqual(TerminationCause.Stack, sandbox.Cause);
    }

    [TestMethod]
    public void A_new_sandbox_takes_over_the_registers_of_the_last()
    {
        var first = new TestSandbox();
        first.Terminate(TerminationCause.Time);
        var second = new TestSandbox();
        second.LimitStack(64 * 1024);

        Guard.Enter();
        Guard.Poll();
        Assert.IsFalse(Guard.IsTerminating());
    }

    [TestMethod]
    public void Allocation_without_a_limit_is_counted()
    {
        var sandbox = new TestSandbox();
        sandbox.Allocations.Begin(null);

        Allocate(new byte[1_000_000]);
        Guard.Allocate(100);
        sandbox.Allocations.End();

        Assert.IsGreaterThan(1_000_000, sandbox.Allocations.Allocated);
        Assert.IsFalse(Guard.IsTerminating());
    }

    [TestMethod]
    public void An_array_beyond_the_limit_ends_the_sandbox_before_it_is_there()
    {
        var sandbox = new TestSandbox();
        sandbox.Allocations.Begin(1_000_000);

        Assert.AreEqual(10_000, Guard.AllocateArray(10_000, 8));
        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.AllocateArray(200_000, 8));
        Assert.AreEqual(TerminationCause.Memory, sandbox.Cause);
    }

    [TestMethod]
    public void What_only_the_runtime_counts_ends_the_sandbox_at_its_next_allocation()
    {
        var sandbox = new TestSandbox();
        sandbox.Allocations.Begin(1_000_000);
        Guard.Allocate(24);

        Allocate(new byte[2_000_000]);
        sandbox.Allocations.Recount();

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Allocate(24));
        Assert.AreEqual(TerminationCause.Memory, sandbox.Cause);
    }

    [TestMethod]
    public void Small_objects_exceed_the_limit_by_no_more_than_is_between_two_counts()
    {
        var sandbox = new TestSandbox();
        var before = GC.GetAllocatedBytesForCurrentThread();
        sandbox.Allocations.Begin(1_000_000);
        var made = new List<object>();

        Assert.ThrowsExactly<GuestTerminationException>(() =>
        {
            while (true)
            {
                Guard.Allocate(24);
                made.Add(new object());
            }
        });

        Assert.IsLessThan(1_200_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void A_negative_length_counts_for_nothing()
    {
        var sandbox = new TestSandbox();
        sandbox.Allocations.Begin(1_000);

        Assert.AreEqual(-1, Guard.AllocateArray(-1, 1_000_000));
        Assert.AreEqual(int.MinValue, Guard.AllocateArray(int.MinValue, int.MaxValue));
        Assert.IsFalse(Guard.IsTerminating());
    }

    [TestMethod]
    [DataRow(8L, 1000, 8000L)]
    [DataRow(8L, 0, 0L)]
    [DataRow(8L, -1, 0L)]
    [DataRow(long.MaxValue / 2, 3, long.MaxValue)]
    [DataRow(long.MaxValue, int.MaxValue, long.MaxValue)]
    public void The_size_of_a_dimension_saturates(long elements, int length, long expected) =>
        Assert.AreEqual(expected, Guard.Extend(elements, length));

    [TestMethod]
    public void More_than_any_memory_ends_the_sandbox()
    {
        var sandbox = new TestSandbox();
        sandbox.Allocations.Begin(1_000_000);

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.AllocateMemory(nuint.MaxValue));
        Assert.AreEqual(TerminationCause.Memory, sandbox.Cause);
    }

    private static void Allocate(object made) => GC.KeepAlive(made);
}
