using System.Text;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class PolicyReaderTests
{
    [TestMethod]
    [DataRow("", "RX5001", 1, 1, DisplayName = "an empty file")]
    [DataRow("{", "RX5001", 1, 2, DisplayName = "an open object")]
    [DataRow("{ \"extends\": \"pure\" } x", "RX5001", 1, 23, DisplayName = "something behind the object")]
    [DataRow("{\n  \"allow\": [\"a\" \"b\"]\n}", "RX5001", 2, 17, DisplayName = "a missing comma")]
    [DataRow("[[[[[[1]]]]]]", "RX5003", 1, 1, DisplayName = "no object")]
    [DataRow("{ \"limits\": { \"a\": { \"b\": { \"c\": [1] } } } }", "RX5001", 1, 34, DisplayName = "too deep")]
    [DataRow("{\n  \"alow\": []\n}", "RX5002", 2, 3, DisplayName = "an unknown property")]
    [DataRow("{\n  // héllo\n  /* é */ \"Allow\": []\n}", "RX5002", 3, 11, DisplayName = "properties have case; columns count characters")]
    [DataRow("{ \"limits\": { \"maxtime\": \"1s\" } }", "RX5002", 1, 15, DisplayName = "an unknown limit")]
    [DataRow("{ \"allow\": \"T:System.String\" }", "RX5003", 1, 12, DisplayName = "text for a list")]
    [DataRow("{ \"allow\": [1] }", "RX5003", 1, 13, DisplayName = "a number in a list")]
    [DataRow("{ \"allow\": true }", "RX5003", 1, 12, DisplayName = "true where only a list stands")]
    [DataRow("{ \"extends\": null }", "RX5003", 1, 14, DisplayName = "null")]
    [DataRow("{ \"read\": [\"\"] }", "RX5003", 1, 12, DisplayName = "empty text")]
    [DataRow("{ \"read\": [\"a\\u0000b\"] }", "RX5003", 1, 12, DisplayName = "a control character")]
    [DataRow("{ \"env\": [\"*\"] }", "RX5003", 1, 12, DisplayName = "a star for everything")]
    [DataRow("{ \"env\": [\"A*B\"] }", "RX5003", 1, 13, DisplayName = "a star inside a name")]
    [DataRow("{ \"allow\": [],\n  \"allow\": [] }", "RX5004", 2, 3, DisplayName = "a property twice")]
    [DataRow("{ \"read\": [\"./a\", \"./a\"] }", "RX5004", 1, 20, DisplayName = "an entry twice")]
    [DataRow("{ \"deny\": [\"System.String\"] }", "RX5005", 1, 13, DisplayName = "a pattern without a kind")]
    [DataRow("{ \"deny\": [\"T:System.*\"] }", "RX5005", 1, 22, DisplayName = "a pattern with a star, at the star")]
    [DataRow("{ \"deny\": [\"T:System.Strin\"] }", "RX5006", 1, 15, DisplayName = "an unknown type")]
    [DataRow("{ \"deny\": [\"N:System.Nowhere\"] }", "RX5006", 1, 15, DisplayName = "an unknown namespace")]
    [DataRow("{ \"deny\": [\"M:System.String.Concatt\"] }", "RX5006", 1, 29, DisplayName = "an unknown method, at its name")]
    [DataRow("{ \"deny\": [\"M:System.String.ToUpper(System.Int32)\"] }", "RX5006", 1, 29, DisplayName = "an unknown overload")]
    [DataRow("{ \"deny\": [\"F:System.String.Nothing\"] }", "RX5006", 1, 29, DisplayName = "an unknown field")]
    [DataRow("{ \"deny\": [\"T:System.Text.ValueStringBuilder\"] }", "RX5006", 1, 15, DisplayName = "a type that is not public")]
    [DataRow("{ \"extends\": \"../script\" }", "RX5007", 1, 15, DisplayName = "a path as a preset")]
    [DataRow("{ \"capabilities\": [\"Console\"] }", "RX5008", 1, 21, DisplayName = "an unknown capability")]
    [DataRow("{ \"net\": [\"https://example.com/\"] }", "RX5014", 1, 12, DisplayName = "an address of the web")]
    [DataRow("{ \"net\": [\"10.0.0.1/8\"] }", "RX5014", 1, 12, DisplayName = "a network with bits behind it")]
    [DataRow("{ \"denyNet\": [\"a.*\"] }", "RX5014", 1, 16, DisplayName = "a pattern in the middle")]
    [DataRow("{ \"capabilities\": [\"read\"] }", "RX5008", 1, 21, DisplayName = "a capability with a property of its own")]
    [DataRow("{ \"limits\": { \"maxTime\": \"2\" } }", "RX5009", 1, 27, DisplayName = "a time without a unit")]
    [DataRow("{ \"limits\": { \"maxTime\": \"-2s\" } }", "RX5009", 1, 27, DisplayName = "a negative time")]
    [DataRow("{ \"limits\": { \"required\": false } }", "RX5003", 1, 27, DisplayName = "a demand that is taken back")]
    [DataRow("{ \"limits\": { \"required\": \"true\" } }", "RX5003", 1, 27, DisplayName = "a demand as a text")]
    [DataRow("{ \"limits\": { \"maxAlloc\": \"64\" } }", "RX5009", 1, 28, DisplayName = "a size without a unit")]
    [DataRow("{ \"limits\": { \"maxStdout\": \"0B\" } }", "RX5009", 1, 29, DisplayName = "no size at all")]
    [DataRow("{ \"limits\": { \"maxStderr\": \"-1MB\" } }", "RX5009", 1, 29, DisplayName = "a negative size")]
    [DataRow("{ \"limits\": { \"maxFuel\": \"1.5\" } }", "RX5009", 1, 27, DisplayName = "part of a unit of fuel")]
    [DataRow("{ \"limits\": { \"maxFuel\": \"9999999999999999999G\" } }", "RX5009", 1, 27, DisplayName = "more fuel than can be counted")]
    [DataRow("{ \"limits\": { \"maxTime\": \"25h\" } }", "RX5009", 1, 27, DisplayName = "more than a day")]
    [DataRow("{ \"allow\": [\"N:System.IO\"] }", "RX5010", 1, 14, DisplayName = "a namespace as a whole")]
    [DataRow("{ \"allow\": [\"M:System.Console.Beep\"] }", "RX5010", 1, 14, DisplayName = "what RExecIL refuses")]
    [DataRow("{ \"allow\": [\"M:System.IO.File.ReadAllText\"] }", "RX5010", 1, 14, DisplayName = "what a capability offers")]
    [DataRow("{ \"allow\": [\"T:RExecIL.Runtime.Guard\"] }", "RX5006", 1, 16, DisplayName = "what belongs to RExecIL")]
    [DataRow("{ \"contracts\": [\"System.Private.CoreLib\"] }", "RX5011", 1, 18, DisplayName = "a contract that is none")]
    public void A_fault_rejects_the_file_at_its_place(string text, string id, int line, int column)
    {
        var read = Read(text);

        Assert.IsFalse(read.IsAccepted);
        var first = read.Diagnostics.First(diagnostic => diagnostic.Id == id);
        Assert.AreEqual((id, line, column), (first.Id, first.Location.Line, first.Location.Column), first.Message);
        Assert.AreEqual("test.rexec.json", first.Location.File);
    }

    [TestMethod]
    public void All_faults_are_reported()
    {
        var read = Read("""
            {
              "extends": "scrpt",
              "capabilities": ["consol"],
              "deny": ["T:System.Strin", "M:System.String.Concatt"]
            }
            """);

        Assert.HasCount(4, read.Diagnostics);
    }

    [TestMethod]
    [DataRow(PolicyFileSize + 1)]
    [DataRow(16 * PolicyFileSize)]
    public void A_huge_file_is_refused_unread(int size)
    {
        var read = PolicyReader.Read("huge", new byte[size], TestVerifier.Catalog);

        Assert.AreEqual("RX5001", read.Diagnostics.Single().Id);
    }

    [TestMethod]
    public void Random_changes_of_a_policy_give_a_policy_or_diagnostics()
    {
        var good = Encoding.UTF8.GetBytes("""
            { "extends": "script", "read": ["./é"], "env": true, "deny": ["M:System.String.Concat"], "limits": { "maxTime": "2s" } }
            """);
        var random = new Random(20261122);
        for (var round = 0; round < 500; round++)
        {
            var bytes = good.ToArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var read = PolicyReader.Read("fuzz", bytes, Api);

            Assert.IsTrue(read.IsAccepted || read.Diagnostics.All(found => found.Location.Line >= 1 && found.Location.Column >= 1));
        }
    }

    [TestMethod]
    public void A_policy_with_everything_is_read()
    {
        var policy = Read("""
            {
              "$schema": "https://example.org/schema.json",
              "extends": "script", // comments are fine
              "capabilities": ["import"],
              "read": ["./data"], "denyRead": ["./data/secret"],
              "write": true, "denyWrite": ["./data"],
              "env": ["HOME", "AWS_*"],
              "net": ["example.com", "*.example.com:8080", "10.0.0.0/8:*", "[::1]:80"], "denyNet": ["bad.example.com"],
              "contracts": [],
              "limits": { "maxTime": "1.5s" },
              "allow": ["M:System.Environment.get_MachineName", "M:System.Diagnostics.Debugger.get_IsAttached()"],
              "deny": ["N:System.Text.Json", "T:System.Net.WebUtility", "P:System.String.Length"],
            }
            """);
        var accepted = Read("""
            {
              "extends": "script",
              "capabilities": ["import"],
              "read": ["./data"], "denyRead": ["./data/secret"],
              "write": true, "denyWrite": ["./data"],
              "env": ["HOME", "AWS_*"],
              "net": ["example.com", "*.example.com:8080", "10.0.0.0/8:*", "[::1]:80"], "denyNet": ["bad.example.com"],
              "contracts": [],
              "limits": { "maxTime": "1.5s" },
              "allow": ["M:System.Diagnostics.Debugger.get_IsAttached()"],
              "deny": ["N:System.Text.Json", "T:System.Net.WebUtility", "P:System.String.Length"],
            }
            """).Value;

        Assert.AreEqual("RX5010", policy.Diagnostics.Single().Id, "Environment is offered through shims only.");
        var grants = accepted.Grants;
        Assert.AreEqual(
            Capability.Console | Capability.Import | Capability.Read | Capability.Write | Capability.Environment | Capability.Network,
            grants.Capabilities);
        Assert.HasCount(4, grants.Network.Names.Items);
        Assert.AreEqual("bad.example.com", grants.DenyNetwork.Items.Single());
        Assert.AreEqual("./data", grants.Read.Names.Items.Single());
        Assert.IsFalse(grants.Read.Everything);
        Assert.IsTrue(grants.Write.Everything);
        Assert.AreEqual("./data/secret", grants.DenyRead.Items.Single());
        Assert.AreEqual("./data", grants.DenyWrite.Items.Single());
        CollectionAssert.AreEqual(new[] { "HOME", "AWS_*" }, grants.Environment.Names.Items);
        Assert.AreEqual(TimeSpan.FromSeconds(1.5), grants.MaxTime);
        Assert.IsTrue(grants.Contracts is { IsEmpty: true });
        Assert.AreEqual("M:System.Diagnostics.Debugger.get_IsAttached()", accepted.HostAllowed.Single());
    }

    [TestMethod]
    public void Files_grant_nothing_that_they_do_not_say()
    {
        Assert.AreEqual(Verifier.Policies.Grants.Nothing, Read("{ }").Value.Grants);
        Assert.AreEqual(Verifier.Policies.Grants.Nothing, Read("{ \"read\": false, \"write\": [], \"env\": [] }").Value.Grants);
        Assert.AreEqual(Verifier.Policies.Grants.Nothing, Policy.Preset("pure", TestVerifier.Catalog).Grants);
        Assert.AreEqual(Capability.Console, Policy.Preset("script", TestVerifier.Catalog).Grants.Capabilities);
    }

    [TestMethod]
    [DataRow("nothing")]
    [DataRow("../script")]
    [DataRow("")]
    public void An_unknown_preset_is_the_callers_fault(string name) =>
        Assert.ThrowsExactly<ArgumentException>(() => Policy.Preset(name, TestVerifier.Catalog));

    [TestMethod]
    [DataRow("1ms", 10_000L)]
    [DataRow("2s", 20_000_000L)]
    [DataRow("1.5m", 900_000_000L)]
    [DataRow("24h", 864_000_000_000L)]
    public void Times_are_read(string text, long ticks) => Assert.AreEqual(ticks, PolicyReader.ParseDuration(text)?.Ticks);

    [TestMethod]
    [DataRow("")]
    [DataRow("s")]
    [DataRow("0s")]
    [DataRow("1,5s")]
    [DataRow("1.2.3s")]
    [DataRow("1 s")]
    [DataRow("1S")]
    [DataRow("1d")]
    [DataRow("99999999999999999999999999999999h")]
    public void What_is_no_time_is_not_read(string text) => Assert.IsNull(PolicyReader.ParseDuration(text));

    [TestMethod]
    public void A_hash_depends_on_meaning_not_on_order_or_spelling()
    {
        var one = Read("{ \"deny\": [\"T:System.Net.WebUtility\", \"P:System.String.Length\"] }").Value;
        var two = Read("{ /* */ \"deny\": [\"P:System.String.Length\", \"T:System.Net.Web\\u0055tility\"] }").Value;
        var other = Read("{ \"deny\": [\"T:System.Net.WebUtility\"] }").Value;

        Assert.AreEqual(one.Hash, two.Hash);
        Assert.AreNotEqual(one.Hash, other.Hash);
        Assert.AreNotEqual(one.Hash, one.Granting(Capability.Read, ["a"]).Hash);
        Assert.AreNotEqual(one.Granting(Capability.Read).Hash, one.Granting(Capability.Read, ["a"]).Hash);
        Assert.AreEqual(64, one.Hash.Length);
    }

    private const int PolicyFileSize = 1024 * 1024;

    private static FrameworkApi Api { get; } = FrameworkApi.Shipped(TestVerifier.Catalog);

    private static Checked<Policy> Read(string text)
    {
        return PolicyReader.Read("test.rexec.json", Encoding.UTF8.GetBytes(text), Api);
    }
}
