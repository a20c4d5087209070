using RExecIL.Testing;

namespace RExecIL.Verifier.Tests;

/// <summary>An assembly is judged with all that it needs.</summary>
[TestClass]
public sealed class DependencyTests
{
    private static readonly GuestImage Library = CSharpFixture.Compile(
        "public static class Library { public static int Twice(int x) => 2 * x; }", "Library");

    private static readonly GuestImage HostileLibrary = CSharpFixture.Compile(
        "public static class Library { public static int Twice(int x) { System.IO.File.Delete(\"x\"); return 2 * x; } }", "Library");

    private static readonly GuestImage Program = CSharpFixture.Compile(
        "public static class Program { public static int Main() => Library.Twice(21); }",
        "Program",
        exe: true,
        references: [CSharpFixture.ReferenceTo(Library)]);

    [TestMethod]
    public void A_dependency_is_verified_rewritten_and_trusted_alike()
    {
        var trusted = TestVerifier.Script.Trust(Program, name => name == "Library" ? Library : null).Value;
        Assert.AreEqual("Program", trusted.Main.Name);
        Assert.AreEqual("Library", trusted.Dependencies.Single().Name);
    }

    [TestMethod]
    public void A_bad_dependency_refuses_the_whole()
    {
        var verdicts = TestVerifier.Script.Verify(Program, _ => HostileLibrary);
        Assert.IsTrue(verdicts[0].IsAccepted);
        Assert.AreEqual("RX2001", verdicts[1].Diagnostics.Single().Id);
        Assert.IsFalse(TestVerifier.Script.Trust(Program, _ => HostileLibrary).IsAccepted);
    }

    [TestMethod]
    public void A_missing_dependency_is_reported_once() =>
        Assert.AreEqual("RX1002", TestVerifier.Script.Verify(Program, _ => null)[0].Diagnostics[0].Id);

    [TestMethod]
    public void A_file_with_another_assembly_is_not_taken_for_the_dependency() =>
        Assert.AreEqual("RX1010", TestVerifier.Script.Verify(Program, _ => Program)[1].Diagnostics.Single().Id);

    [TestMethod]
    public void A_dependency_that_poses_as_the_framework_is_never_asked_for()
    {
        var asked = new List<string>();
        TestVerifier.Script.Verify(Program, name => { asked.Add(name); return Library; });
        CollectionAssert.AreEqual(new[] { "Library" }, asked);
    }

    [TestMethod]
    [DataRow("Program", true)]
    [DataRow("Other", false)]
    [DataRow("", false)]
    public void Internals_are_open_to_a_friend_with_a_key_and_to_nobody_else(string friend, bool isOpen)
    {
        // The header of an RSA key of 1024 bits and any modulus.
        var key = "0024000004800000940000000602000000240000525341310004000001000100" + string.Concat(Enumerable.Repeat("ab", 128));
        var library = Opened($"{friend}, PublicKey={key}");
        var program = CSharpFixture.Compile(
            "public static class Program { public static int Main() => Library.Twice(21); }",
            "Program",
            exe: true,
            references: [CSharpFixture.ReferenceTo(Opened("Program"))]);
        var found = TestVerifier.Script.Verify(program, _ => library)[0].Diagnostics.Select(diagnostic => diagnostic.Id).Distinct();
        Assert.AreEqual(isOpen ? "" : "RX3021", string.Join(' ', found));

        static GuestImage Opened(string to) => CSharpFixture.Compile(
            $$"""
            [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("{{to}}")]
            internal static class Library { internal static int Twice(int x) => 2 * x; }
            """,
            "Library");
    }

    [TestMethod]
    public void Circles_and_chains_end()
    {
        var limits = Limits.Default with { MaxDependencies = 3 };
        var verifier = new AssemblyVerifier(RExecIL.Verifier.Policies.Policy.Preset("script", TestVerifier.Catalog), TestVerifier.Catalog, limits);
        var verdicts = verifier.Verify(Link(0), name => Link(int.Parse(name[4..], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.IsTrue(verdicts.SelectMany(verdict => verdict.Diagnostics).Any(diagnostic => diagnostic.Id == "RX1009"));

        static GuestImage Link(int number) => IlFixture.Assemble(
            $$"""
            .assembly extern System.Runtime { .publickeytoken = (B0 3F 5F 7F 11 D5 0A 3A) .ver 10:0:0:0 }
            .assembly extern Link{{number + 1}} { .ver 1:0:0:0 }
            .assembly Link{{number}} { .ver 1:0:0:0 }
            .module Link{{number}}.dll
            .class public auto ansi C{{number}} extends [System.Runtime]System.Object { .field public class [Link{{number + 1}}]C{{number + 1}} next }
            """,
            $"Link{number}");
    }

    [TestMethod]
    public void A_delegate_to_a_shim_may_depend_on_type_parameters()
    {
        var image = CSharpFixture.Compile(
            """
            using System;
            using System.Collections.Generic;
            using System.Runtime.InteropServices;
            public static class Open { public static Action<List<T>, int> Setter<T>() => CollectionsMarshal.SetCount; }
            """,
            "Open");
        Assert.IsEmpty(TestVerifier.Script.Trust(image, _ => null).Diagnostics);
    }

    [TestMethod]
    public void The_same_bytes_give_the_same_bytes()
    {
        var first = TestVerifier.Script.Trust(Program, _ => Library).Value.Main.ToArray();
        var second = TestVerifier.Script.Trust(Program, _ => Library).Value.Main.ToArray();
        CollectionAssert.AreEqual(first, second);
    }

    [TestMethod]
    public void A_rewritten_image_is_refused_as_a_guest()
    {
        var rewritten = TestVerifier.Script.Trust(Library, _ => null).Value.Main.ToArray();
        var verdict = TestVerifier.Script.Verify(new GuestImage("again.dll", rewritten), _ => null)[0];
        Assert.IsTrue(verdict.Diagnostics.Any(diagnostic => diagnostic.Id == "RX2009"));
    }
}
