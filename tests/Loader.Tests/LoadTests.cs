using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class LoadTests
{
    [TestMethod]
    public void Dependencies_are_loaded_beside_the_guest_and_share_its_sandbox()
    {
        var library = GuestCode.Image(
            "public static class Library { public static object Place => Sandbox; public static void Exit() => EnvironmentShims.Exit(8, Sandbox); }",
            "Library").Main;
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Image(
            "public static class Program { public static int Main() { Library.Exit(); return 0; } }",
            exe: true,
            dependencies: library)).Value;

        Assert.AreEqual(new Outcome<int>.Exited(8), rexec.Run(guest, []));
        Assert.IsTrue(rexec.Unload().Collected);
    }

    [TestMethod]
    public void An_assembly_that_is_not_in_the_closure_is_not_found()
    {
        var missing = GuestCode.Image("public static class Missing { public static int Value() => 1; }", "Missing").Main;
        var program = GuestCode.Image(
            "public static class Program { public static int Main() => Missing.Value(); }", exe: true, dependencies: missing);

        var outcome = GuestCode.Environment().Run(program with { Dependencies = [] });

        Assert.AreEqual("System.IO.FileNotFoundException", ((Outcome<int>.Threw)outcome).Exception.TypeName);
    }

    [TestMethod]
    public void Assemblies_of_the_host_are_not_found_unless_they_are_contracts()
    {
        var program = GuestCode.Image(
            "public static class Program { public static int Main() => typeof(RExecIL.Loader.Tests.IGreeter).Name.Length; }",
            exe: true);

        var with = new Rexec(GuestCode.Options()).Run(program);
        var without = new Rexec(GuestCode.Options() with { Contracts = [] }).Run(program);

        Assert.AreEqual(new Outcome<int>.Returned("IGreeter".Length), with);
        Assert.AreEqual("System.IO.FileNotFoundException", ((Outcome<int>.Threw)without).Exception.TypeName);
    }

    [TestMethod]
    public void An_image_without_a_place_for_its_sandbox_is_refused()
    {
        RefusesAs("RX6002", CSharpFixture.Compile("public class Nothing { }"));
        RefusesAs("RX6002", CSharpFixture.Compile(
            "namespace RExecIL.Generated { public static class GuestContext { public static object Sandbox; } }"));
        RefusesAs("RX6002", CSharpFixture.Compile(
            "namespace RExecIL.Generated { static class GuestContext { static int X = System.DateTime.Now.Day;"
            + "public static RExecIL.Runtime.Sandbox Sandbox; } }",
            references: CSharpFixture.ReferenceTo(typeof(RExecIL.Runtime.Sandbox))));
    }

    [TestMethod]
    public void What_the_runtime_refuses_is_a_diagnostic()
    {
        RefusesAs("RX6001", new GuestImage("Guest", Encoding.ASCII.GetBytes("no image")));
        RefusesAs("RX6001", CSharpFixture.Compile("", name: "Other"));
    }

    [TestMethod]
    [DataRow("System.Runtime")]
    [DataRow("System.Private.CoreLib")]
    [DataRow("system.console")]
    [DataRow("RExecIL.Runtime")]
    [DataRow("RExecIL.Loader.Tests")]
    public void A_guest_with_the_name_of_a_trusted_assembly_is_refused(string name) =>
        RefusesAs("RX6001", CSharpFixture.Compile("public class Impostor { }", name), name);

    [TestMethod]
    public void A_refused_image_leaves_no_trace_and_can_be_refused_again()
    {
        var rexec = GuestCode.Environment();
        var bad = new TrustedClosure(new TrustedImage("Guest", [1, 2, 3]), []);

        Assert.IsFalse(rexec.Load(bad).IsAccepted);
        Assert.IsFalse(rexec.Load(bad).IsAccepted);
        Assert.AreEqual(new Outcome<int>.Returned(1), rexec.Run(GuestCode.Program("return 1;")));
        Assert.IsFalse(System.Runtime.Loader.AssemblyLoadContext.All.Any(context => context.Name == "Guest" && !context.IsCollectible));
    }

    [TestMethod]
    public async Task Nothing_is_loaded_after_disposal()
    {
        var rexec = GuestCode.Environment();
        var guest = rexec.Load(GuestCode.Program("return 1;")).Value;

        await rexec.DisposeAsync();

        Assert.IsFalse(guest.IsLoaded);
        Assert.ThrowsExactly<ObjectDisposedException>(() => rexec.Load(new GuestImage("x", new byte[1])));
    }

    [TestMethod]
    public void Options_that_cannot_be_are_refused()
    {
        var options = GuestCode.Options();

        Assert.ThrowsExactly<ArgumentException>(
            () => new Rexec(options with { Quota = options.Quota with { MaxTime = TimeSpan.Zero } }));
        Assert.ThrowsExactly<ArgumentException>(
            () => new Rexec(options with { Quota = options.Quota with { GracePeriod = TimeSpan.FromSeconds(-1) } }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(
            () => new Rexec(options with { Quota = options.Quota with { StackSize = 1 } }));
    }

    private static void RefusesAs(string id, GuestImage image, string name = "Guest")
    {
        var refused = GuestCode.Environment().Load(new TrustedClosure(new TrustedImage(name, image.Bytes.ToArray()), []));

        Assert.IsFalse(refused.IsAccepted);
        Assert.AreEqual(id, refused.Diagnostics.Single().Id, refused.Diagnostics[0].Message);
    }
}
