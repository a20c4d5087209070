using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using RExecIL.Verifier;

namespace RExecIL.Loader.Tests;

[TestClass]
[DoNotParallelize]
public sealed class UnloadTests
{
    [TestMethod]
    public void A_thousand_guests_come_and_go_and_leave_nothing()
    {
        var program = GuestCode.Program(
            """
            State.Kept = new object[] { new State(), (Action)(() => { }), args };
            ConsoleShims.WriteLine(State.Kept.Length, Sandbox);
            if (args.Length > 0) throw new InvalidOperationException(args[0]);
            return 0;
            """,
            "public class State { public static object[] Kept; }");
        var rexec = GuestCode.Environment();
        var contexts = new List<WeakReference>();
        var warm = 0L;

        for (var i = 0; i < 100; i++)
        {
            for (var j = 0; j < 10; j++)
            {
                contexts.Add(Cycle(rexec, program, (i + j) % 3 == 0 ? ["boom"] : []));
            }

            Assert.IsTrue(rexec.Unload().Collected, $"Cycle {i}");
            warm = i == 10 ? GC.GetTotalMemory(forceFullCollection: true) : warm;
        }

        Assert.AreEqual(1000, contexts.Count);
        Assert.AreEqual(0, contexts.Count(context => context.IsAlive));
        var growth = GC.GetTotalMemory(forceFullCollection: true) - warm;
        Assert.IsLessThan(4 * 1024 * 1024, growth, "Bytes of managed memory more than after a hundred guests.");
    }

    [TestMethod]
    public void An_object_that_the_host_keeps_is_reported_and_holds_the_guest()
    {
        var rexec = GuestCode.Environment();
        var kept = Keep(rexec);

        var before = rexec.Unload();
        kept.Objects.Clear();
        var after = rexec.Unload(kept.Guest);

        Assert.IsFalse(before.Collected);
        Assert.AreEqual("Guest: the host still refers to an object or a type of the guest.", before.HeldBy);
        Assert.IsTrue(after.Collected);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static (Guest Guest, List<object> Objects) Keep(Rexec rexec)
        {
            var guest = rexec.Load(GuestCode.Image(
                "public class Greeter : IGreeter { public string Greet(string n) => n; public object Give() => null; }")).Value;
            var kept = new List<object>();
            rexec.Call<IGreeter, int>(guest, greeter =>
            {
                kept.Add(greeter);
                return 0;
            });
            return (guest, kept);
        }
    }

    [TestMethod]
    public void Streams_and_cultures_that_a_guest_set_do_not_hold_it()
    {
        var rexec = GuestCode.Environment();

        var outcome = rexec.Run(GuestCode.Program(
            """
            ConsoleShims.SetOut(new Writer(), Sandbox);
            ConsoleShims.WriteLine("x", Sandbox);
            System.Globalization.CultureInfo.CurrentCulture = new Culture();
            new System.Threading.ThreadLocal<object>(() => new Writer()).Value.ToString();
            return 0;
            """,
            """
            public class Writer : System.IO.StringWriter { }
            public class Culture : System.Globalization.CultureInfo { public Culture() : base("de-DE") { } }
            """));

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Cycle(Rexec rexec, TrustedClosure program, string[] arguments)
    {
        var guest = rexec.Load(program).Value;
        var outcome = rexec.Run(guest, arguments);
        Assert.AreEqual(arguments.Length > 0, outcome is Outcome<int>.Threw);
        return new WeakReference(AssemblyLoadContext.GetLoadContext(guest.Main), trackResurrection: true);
    }
}
