using RExecIL.Runtime.Shims;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class EnvironmentShimsTests
{
    [TestMethod]
    public void Exit_ends_the_sandbox_and_not_the_process()
    {
        var sandbox = new TestSandbox();

        Assert.ThrowsExactly<GuestTerminationException>(() => EnvironmentShims.Exit(7, sandbox));

        Assert.AreEqual(TerminationCause.Exit, sandbox.Cause);
        Assert.AreEqual(7, sandbox.ExitCode);
        Assert.ThrowsExactly<GuestTerminationException>(() => EnvironmentShims.Exit(8, sandbox));
        Assert.AreEqual(7, sandbox.ExitCode);
    }

    [TestMethod]
    public void Fail_fast_ends_the_sandbox_and_asks_no_exception_for_its_text()
    {
        var sandbox = new TestSandbox();

        Assert.ThrowsExactly<GuestTerminationException>(
            () => EnvironmentShims.FailFast("why", new LoudException(), sandbox));

        Assert.AreEqual(134, sandbox.ExitCode);
        Assert.Contains("why", sandbox.ErrorOutput);
    }

    [TestMethod]
    public void Arguments_follow_the_name_that_rexec_gave()
    {
        var sandbox = new TestSandbox();
        sandbox.Arguments = ["a b", "c"];

        CollectionAssert.AreEqual(new[] { "RESTRICTED", "a b", "c" }, EnvironmentShims.GetCommandLineArgs(sandbox));
        Assert.AreEqual("RESTRICTED \"a b\" c", EnvironmentShims.get_CommandLine(sandbox));
    }

    [TestMethod]
    public void A_variable_that_is_not_granted_is_denied_with_the_flag_that_allows_it()
    {
        var sandbox = new TestSandbox();

        var denied = Assert.ThrowsExactly<UnauthorizedAccessException>(
            () => EnvironmentShims.GetEnvironmentVariable("PATH\u001b[31m", sandbox));

        Assert.AreEqual("Requires env access to \"PATH?[31m\", run again with --allow-env=PATH?[31m", denied.Message);
    }

    [TestMethod]
    public void The_guest_sees_granted_variables_and_its_own_changes()
    {
        var sandbox = new TestSandbox(grantedVariables: ["HOME", "LANG"]);

        EnvironmentShims.SetEnvironmentVariable("OWN", "1", sandbox);
        EnvironmentShims.SetEnvironmentVariable("LANG", null, sandbox);

        Assert.AreEqual("HOME-value", EnvironmentShims.GetEnvironmentVariable("HOME", sandbox));
        Assert.AreEqual("1", EnvironmentShims.GetEnvironmentVariable("OWN", sandbox));
        Assert.IsNull(EnvironmentShims.GetEnvironmentVariable("LANG", sandbox));
        Assert.AreEqual(2, EnvironmentShims.GetEnvironmentVariables(sandbox).Count);
        Assert.IsNull(Environment.GetEnvironmentVariable("OWN"));
    }

    [TestMethod]
    [DataRow("%HOME%/x", "HOME-value/x")]
    [DataRow("%%HOME%", "%HOME-value")]
    [DataRow("100%", "100%")]
    [DataRow("a%OWN%b%HOME%", "a%OWN%bHOME-value")]
    [DataRow("", "")]
    [DataRow("%", "%")]
    public void Names_between_percent_signs_expand(string text, string expanded)
    {
        var sandbox = new TestSandbox(grantedVariables: "HOME");
        EnvironmentShims.SetEnvironmentVariable("OWN", null, sandbox);
        EnvironmentShims.SetEnvironmentVariable("b", null, sandbox);

        Assert.AreEqual(expanded, EnvironmentShims.ExpandEnvironmentVariables(text, sandbox));
    }

    [TestMethod]
    public void Nothing_is_told_of_the_hosts_stack_and_machine()
    {
        Assert.AreEqual("", EnvironmentShims.get_StackTrace());
        Assert.AreEqual(1, EnvironmentShims.get_ProcessorCount());
    }

    private sealed class LoudException : Exception
    {
        public override string Message => throw new AssertFailedException("Guest code ran while the guest was ended.");

        public override string ToString() => Message;
    }
}
