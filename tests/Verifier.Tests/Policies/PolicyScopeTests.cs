using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

/// <summary>Policy files that extend each other, that speak of single assemblies, and that select contracts by a mark.</summary>
[TestClass]
public sealed class PolicyScopeTests
{
    private static readonly string Folder = OperatingSystem.IsWindows() ? @"C:\policies" : "/policies";

    private static FrameworkApi Api { get; } = FrameworkApi.Shipped(TestVerifier.Catalog);

    [TestMethod]
    public void Files_add_up_and_paths_are_meant_from_the_file_that_wrote_them()
    {
        var policy = Read(new()
        {
            ["main"] = """{ "extends": "./sub/base", "read": ["./here"], "deny": ["T:System.Uri"] }""",
            ["sub/base"] = """{ "extends": "script", "read": ["./there"], "limits": { "maxTime": "2s" } }""",
        }).Value;

        CollectionAssert.AreEqual(
            new[] { Path.Combine(Folder, "sub", "there"), Path.Combine(Folder, "here") }, policy.Grants.Read.Names.Items);
        Assert.AreEqual(Capability.Console | Capability.Read, policy.Grants.Capabilities);
        Assert.AreEqual(TimeSpan.FromSeconds(2), policy.Grants.MaxTime);
        Assert.AreEqual("T:System.Uri", policy.DenyPatterns.Items.Single().ToString());
    }

    [TestMethod]
    [DataRow("./nowhere", "There is no policy file")]
    [DataRow("./main", "would never end")]
    [DataRow("./circle", "would never end")]
    [DataRow("./deep0", "More than 8")]
    public void What_a_file_cannot_extend_is_said_at_its_place(string parent, string expected)
    {
        var files = new Dictionary<string, string>
        {
            ["main"] = $$"""{ "extends": "{{parent}}" }""",
            ["circle"] = """{ "extends": "./main" }""",
        };
        for (var depth = 0; depth < 10; depth++)
        {
            files[$"deep{depth}"] = $$"""{ "extends": "./deep{{depth + 1}}" }""";
        }

        var found = Read(files).Diagnostics.Single();

        Assert.AreEqual("RX5012", found.Id);
        Assert.Contains(expected, found.Message);
        Assert.AreEqual((1, 15), (found.Location.Line, found.Location.Column));
    }

    [TestMethod]
    public void Faults_of_all_files_are_reported_each_in_its_own_file()
    {
        var read = Read(new()
        {
            ["main"] = """{ "extends": "./base", "deny": ["T:System.Strin"] }""",
            ["base"] = """{ "capabilities": ["consol"] }""",
        });

        CollectionAssert.AreEquivalent(
            new[] { "main RX5006", "base RX5008" },
            read.Diagnostics.Select(found => $"{found.Location.File} {found.Id}").ToList());
        Assert.Contains("Did you mean System.String?", read.Diagnostics.Single(found => found.Id == "RX5006").Message);
        Assert.Contains("Did you mean console?", read.Diagnostics.Single(found => found.Id == "RX5008").Message);
    }

    [TestMethod]
    [DataRow("""{ "alow": [] }""", "Did you mean allow?")]
    [DataRow("""{ "extends": "scrip" }""", "Did you mean script?")]
    [DataRow("""{ "deny": ["M:System.String.Concatt"] }""", "Did you mean Concat?")]
    [DataRow("""{ "limits": { "maxtime": "1s" } }""", "Did you mean maxTime?")]
    [DataRow("""{ "assemblies": { "A": { "raed": [] } } }""", "Did you mean read?")]
    public void What_is_misspelled_is_guessed(string text, string expected) =>
        Assert.Contains(expected, PolicyReader.Read("test", Encoding.UTF8.GetBytes(text), Api).Diagnostics.Single().Message);

    [TestMethod]
    [DataRow("""{ "assemblies": [] }""", "RX5003", 17)]
    [DataRow("""{ "assemblies": { "A": [] } }""", "RX5003", 24)]
    [DataRow("""{ "assemblies": { "A": { "deny": [] } } }""", "RX5002", 26)]
    [DataRow("""{ "assemblies": { "A": {}, "a": {} } }""", "RX5004", 28)]
    [DataRow("""{ "assemblies": { "System.Linq": { "read": true } } }""", "RX5013", 19)]
    [DataRow("""{ "assemblies": { "a/b": { "read": true } } }""", "RX5013", 19)]
    [DataRow("""{ "assemblies": { "": { "read": true } } }""", "RX5013", 19)]
    [DataRow("""{ "assemblies": { "A": { "capabilities": ["consol"] } } }""", "RX5008", 44)]
    [DataRow("""{ "assemblies": { "A": { "env": ["*"] } } }""", "RX5003", 35)]
    [DataRow("""{ "assemblies": { "A": { "net": ["http://a"] } } }""", "RX5014", 35)]
    public void A_fault_in_the_grants_of_an_assembly_rejects_the_file_at_its_place(string text, string id, int column)
    {
        var found = PolicyReader.Read("test", Encoding.UTF8.GetBytes(text), Api).Diagnostics.First();

        Assert.AreEqual((id, column), (found.Id, found.Location.Column), found.Message);
    }

    [TestMethod]
    public void An_assembly_holds_what_all_hold_and_its_own()
    {
        var policy = Parse("""
            { "extends": "script", "assemblies": { "Plugin": { "read": ["./data"] }, "other": { "env": ["HOME"] } } }
            """);

        Assert.AreEqual(Capability.Console, policy.Grants.Capabilities);
        Assert.AreEqual(Capability.Console | Capability.Read, policy.For("PLUGIN").Grants.Capabilities);
        Assert.AreEqual(Capability.Console | Capability.Environment, policy.For("Other").Grants.Capabilities);
        Assert.AreSame(policy, policy.For("stranger"));
        Assert.AreEqual("./data", policy.AssemblyGrants["plugin"].Read.Names.Items.Single());
        Assert.AreNotEqual(policy.Hash, Parse("""{ "extends": "script" }""").Hash);
        Assert.IsTrue(policy.Granting(Capability.Import).For("Plugin").Grants.Capabilities.HasFlag(Capability.Import));
    }

    [TestMethod]
    public void Each_assembly_is_verified_by_its_own_grants()
    {
        const string Reader = "public static class Reading { public static string Read() => System.IO.File.ReadAllText(\"data/a\"); }";
        var plugin = CSharpFixture.Compile(Reader, "Plugin");
        var other = CSharpFixture.Compile(Reader, "Other");
        var verifier = new AssemblyVerifier(
            Parse("""{ "extends": "script", "assemblies": { "Plugin": { "read": ["./data"] } } }"""), TestVerifier.Catalog);

        Assert.IsTrue(verifier.Trust(plugin, _ => null).IsAccepted);
        var refused = verifier.Verify(other, _ => null)[0].Diagnostics.Single();
        Assert.AreEqual("RX2001", refused.Id);
        Assert.IsFalse(verifier.Trust(other, _ => null).IsAccepted);
    }

    [TestMethod]
    public void A_mark_selects_what_guests_see_of_contracts()
    {
        var contract = CSharpFixture.Compile(
            """
            namespace Host
            {
                public sealed class GuestVisibleAttribute : System.Attribute { }
                [GuestVisible] public interface ISeen { void Do(); }
                public static class Partly
                {
                    [GuestVisible] public static int Seen() => 1;
                    [GuestVisible] public static int Property { get; set; }
                    [GuestVisible] public static int Field;
                    public static int Hidden() => 2;
                    public static int HiddenField;
                }
                public static class Unseen { public static int Get() => 3; }
                [GuestVisible] public static class Around { public static class Inside { public static int Get() => 4; } }
            }
            """,
            "Host.Contract");
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var catalog = new ReferenceCatalog(new[] { "System.Private.CoreLib", "System.Runtime", "System.Console", "System.Linq" }
            .Select(name => new ReferenceImage(name, ReferenceKind.Framework, () => File.OpenRead(Path.Combine(runtime, name + ".dll"))))
            .Append(new ReferenceImage("Host.Contract", ReferenceKind.Contract, () => new MemoryStream(contract.Bytes.ToArray()))));
        var policy = PolicyReader.Read(
            "test", Encoding.UTF8.GetBytes("""{ "extends": "script", "contractAttribute": "Host.GuestVisibleAttribute" }"""), catalog).Value;
        var guest = CSharpFixture.Compile(
            """
            using Host;
            public class Guest : ISeen
            {
                public void Do() { }
                public int Seen() => Partly.Seen() + Partly.Property + Partly.Field + Around.Inside.Get();
                public int Hidden_RX2001() => Partly.Hidden();
                public int HiddenField_RX2001() => Partly.HiddenField;
                public int Unseen_RX2001() => Unseen.Get();
            }
            """,
            references: CSharpFixture.ReferenceTo(contract));

        var found = new AssemblyVerifier(policy, catalog).Verify(guest, _ => null)[0].Diagnostics;

        CollectionAssert.AreEquivalent(
            new[] { "Hidden_RX2001 RX2001", "HiddenField_RX2001 RX2001", "Unseen_RX2001 RX2001" },
            found.Select(diagnostic => $"{diagnostic.Location.Member} {diagnostic.Id}").ToList());
        Assert.AreEqual("RX5011", PolicyReader.Read(
            "test", Encoding.UTF8.GetBytes("""{ "contractAttribute": "GuestVisible" }"""), catalog).Diagnostics.Single().Id);
    }

    private static Policy Parse(string text) => PolicyReader.Read("test", Encoding.UTF8.GetBytes(text), Api).Value;

    private static Checked<Policy> Read(Dictionary<string, string> files) =>
        PolicyReader.Read(Source(files, Path.Combine(Folder, "main"))!, (child, path) => Source(files, Path.GetFullPath(path, Path.GetDirectoryName(child.FullPath)!)), Api);

    private static PolicySource? Source(Dictionary<string, string> files, string path) =>
        files.TryGetValue(Path.GetRelativePath(Folder, path).Replace('\\', '/'), out var text)
            ? new PolicySource(Path.GetFileName(path), path, Encoding.UTF8.GetBytes(text))
            : null;
}
