namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class CallTests
{
    [TestMethod]
    public void The_host_calls_a_guest_through_a_contract()
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(Greeter("null"))).Value;

        var first = rexec.Call<IGreeter, string>(guest, greeter => greeter.Greet("host"));
        var second = rexec.Call<IGreeter, int>(guest, greeter => greeter.Greet("").Length);

        Assert.AreEqual(new Outcome<string>.Returned("hello host"), first);
        Assert.AreEqual(new Outcome<int>.Returned(6), second);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("this")]
    [DataRow("new Greeter[1]")]
    [DataRow("new System.Collections.Generic.List<Greeter>()")]
    [DataRow("(Action)(() => { })")]
    [DataRow("(object)(1, new Greeter())")]
    [DataRow("Kind.One")]
    [DataRow("Enumerable.Range(0, 3).Select(i => i)")]
    [DataRow("new System.Collections.Generic.Dictionary<string, int>()")]
    [DataRow("new object[1]")]
    [DataRow("new object()")]
    [DataRow("System.Threading.Tasks.Task.FromResult(1)")]
    public void What_could_carry_code_of_the_guest_stays_inside(string given)
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(Greeter(given) + "public enum Kind { One }")).Value;

        var outcome = rexec.Call<IGreeter, object?>(guest, greeter => greeter.Give());

        Assert.IsInstanceOfType<Outcome<object?>.Denied>(outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("null")]
    [DataRow("42")]
    [DataRow("\"text\"")]
    [DataRow("DayOfWeek.Friday")]
    [DataRow("new[] { \"a\" }")]
    [DataRow("(1, \"a\")")]
    [DataRow("new System.Collections.Generic.List<int[]>()")]
    [DataRow("new RExecIL.Loader.Tests.Answer(42)")]
    public void Data_and_the_hosts_own_types_come_out(string given)
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(Greeter(given))).Value;

        var outcome = rexec.Call<IGreeter, object?>(guest, greeter => greeter.Give());

        Assert.IsInstanceOfType<Outcome<object?>.Returned>(outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    [DataRow("public class Other { }")]
    [DataRow("class Hidden : IGreeter { public string Greet(string n) => n; public object Give() => null; }")]
    [DataRow("public abstract class Abstract : IGreeter { public string Greet(string n) => n; public object Give() => null; }")]
    [DataRow("public class Open<T> : IGreeter { public string Greet(string n) => n; public object Give() => null; }")]
    [DataRow("public class Needy(int n) : IGreeter { public string Greet(string s) => s + n; public object Give() => null; }")]
    [DataRow("public class A : IGreeter { public string Greet(string n) => n; public object Give() => null; } public class B : A { }")]
    public void A_guest_without_exactly_one_implementation_is_refused(string source)
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(source)).Value;

        var outcome = rexec.Call<IGreeter, string>(guest, greeter => greeter.Greet("host"));

        Assert.IsInstanceOfType<Outcome<string>.Denied>(outcome);
    }

    [TestMethod]
    public void What_a_constructor_throws_is_the_guests_exception()
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(
            "public class Greeter : IGreeter { public Greeter() { throw new FormatException(\"ctor\"); }"
            + "public string Greet(string n) => n; public object Give() => null; }")).Value;

        var outcome = rexec.Call<IGreeter, string>(guest, greeter => greeter.Greet("host"));

        Assert.AreEqual("System.FormatException", ((Outcome<string>.Threw)outcome).Exception.TypeName);
    }

    [TestMethod]
    public void Calls_run_under_the_deadline()
    {
        var rexec = GuestCode.Environment(maxTime: TimeSpan.FromMilliseconds(50));
        var guest = rexec.Load(GuestCode.Image(
            "public class Greeter : IGreeter { public string Greet(string n) { while (true) Guard.Poll(); }"
            + "public object Give() => null; }")).Value;

        var outcome = rexec.Call<IGreeter, string>(guest, greeter => greeter.Greet("host"));

        Assert.AreEqual(new Outcome<string>.TimedOut(ThreadEnded: true), outcome);
    }

    private static string Greeter(string given) =>
        $$"""
        public class Greeter : IGreeter
        {
            public string Greet(string name) => "hello " + name;
            public object Give() => {{given}};
        }
        """;
}
