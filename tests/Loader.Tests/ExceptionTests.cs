using RExecIL.Verifier;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class ExceptionTests
{
    [TestMethod]
    public void An_uncaught_exception_is_text_with_the_guests_own_frames()
    {
        var rexec = GuestCode.Environment();

        var exception = Thrown(rexec, GuestCode.Program(
            """return Ns.Outer.Inner.Fail("x", [1]);""",
            """
            namespace Ns
            {
                public class Outer
                {
                    public class Inner
                    {
                        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
                        public static int Fail(string text, int[] numbers)
                        {
                            new System.Collections.Generic.List<int> { 1 }.ForEach(i => throw new InvalidOperationException("no"));
                            return 0;
                        }
                    }
                }
            }
            """));

        Assert.AreEqual("System.InvalidOperationException", exception.TypeName);
        Assert.AreEqual("no", exception.Message);
        var frames = exception.StackTrace.Split('\n');
        Assert.Contains("   at Ns.Outer.Inner.Fail(String text, Int32[] numbers)", frames);
        Assert.AreEqual("   at Program.Main(String[] args)", frames[^1]);
        Assert.IsFalse(exception.StackTrace.Contains("RExecIL", StringComparison.Ordinal), exception.StackTrace);
        Assert.IsFalse(exception.StackTrace.Contains("System.Collections", StringComparison.Ordinal), exception.StackTrace);
        Assert.StartsWith("System.InvalidOperationException: no\n   at Ns.", exception.ToString());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void Causes_are_kept_to_a_limited_depth_and_number()
    {
        var chain = Thrown(GuestCode.Environment(), GuestCode.Program(
            """
            Exception e = new Exception("0");
            for (var i = 1; i < 100000; i++) e = new Exception(i.ToString(), e);
            throw new AggregateException(new[] { e }.Concat(Enumerable.Range(0, 100).Select(i => new Exception())));
            """));

        Assert.HasCount(8, chain.InnerExceptions);
        var depth = 0;
        for (var cause = chain; !cause.InnerExceptions.IsEmpty; cause = cause.InnerExceptions[0])
        {
            depth++;
        }

        Assert.AreEqual(8, depth);
    }

    [TestMethod]
    [DataRow("throw new Exception();", "")]
    [DataRow("return null;", "")]
    [DataRow("return new string('x', 1 << 20);", null)]
    [DataRow("throw new OutOfMemoryException();", "")]
    public void A_hostile_message_harms_nobody(string message, string? expected)
    {
        var exception = Thrown(GuestCode.Environment(), Hostile(message));

        Assert.AreEqual("Hostile", exception.TypeName);
        Assert.IsTrue(expected is null ? exception.Message.Length < 1 << 17 : exception.Message == expected);
    }

    [TestMethod]
    public void A_message_that_never_comes_is_a_time_out()
    {
        var rexec = GuestCode.Environment(maxTime: TimeSpan.FromMilliseconds(50));

        var outcome = rexec.Run(Hostile("while (true) Guard.Poll();"));

        Assert.AreEqual(new Outcome<int>.TimedOut(ThreadEnded: true), outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void A_message_that_exits_is_an_exit() => Assert.AreEqual(
        new Outcome<int>.Exited(5),
        GuestCode.Environment().Run(Hostile("""EnvironmentShims.Exit(5, Sandbox); return "";""")));

    [TestMethod]
    public void Only_plain_text_of_an_exception_is_asked_for()
    {
        var exception = Thrown(GuestCode.Environment(), GuestCode.Program(
            "throw new Loud();",
            """
            public class Loud : Exception
            {
                public override string Message => "quiet";
                public override string StackTrace => throw new Exception("asked");
                public override string ToString() => throw new Exception("asked");
                public override bool Equals(object o) => throw new Exception("asked");
                public override int GetHashCode() => throw new Exception("asked");
                public override System.Collections.IDictionary Data => throw new Exception("asked");
            }
            """));

        Assert.AreEqual("quiet", exception.Message);
        Assert.IsTrue(exception.InnerExceptions.IsEmpty);
    }

    private static TrustedClosure Hostile(string message) => GuestCode.Program(
        "throw new Hostile();", $$"""public class Hostile : Exception { public override string Message { get { {{message}} } } }""");

    private static GuestException Thrown(Rexec rexec, TrustedClosure program)
    {
        var outcome = rexec.Run(program);
        return outcome is Outcome<int>.Threw threw
            ? threw.Exception
            : throw new AssertFailedException("The guest ended otherwise: " + outcome);
    }
}
