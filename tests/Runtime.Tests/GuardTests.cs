namespace RExecIL.Runtime.Tests;

[TestClass]
public sealed class GuardTests
{
    [TestMethod]
    public void A_running_sandbox_passes_every_guard()
    {
        var sandbox = new TestSandbox();
        sandbox.LimitStack(64 * 1024);

        Guard.Enter(sandbox);
        Guard.Poll(sandbox);

        Assert.IsFalse(Guard.IsTerminating(sandbox));
    }

    [TestMethod]
    public void An_ended_sandbox_passes_none()
    {
        var sandbox = new TestSandbox();
        sandbox.Terminate(TerminationCause.Time);

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Enter(sandbox));
        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Poll(sandbox));
        Assert.IsTrue(Guard.IsTerminating(sandbox));
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
            Guard.Enter(sandbox);
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
        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Poll(sandbox));
    }

    [TestMethod]
    public void Without_a_limit_nothing_enters()
    {
        var sandbox = new TestSandbox();

        Assert.ThrowsExactly<GuestTerminationException>(() => Guard.Enter(sandbox));
        Assert.AreEqual(TerminationCause.Stack, sandbox.Cause);
    }

    [TestMethod]
    public void No_sandbox_is_no_permission()
    {
        Assert.Throws<NullReferenceException>(() => Guard.Enter(null!));
        Assert.Throws<NullReferenceException>(() => Guard.Poll(null!));
        Assert.Throws<NullReferenceException>(() => Guard.IsTerminating(null!));
    }
}
