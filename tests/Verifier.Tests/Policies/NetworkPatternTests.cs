using System.Net;
using RExecIL.Verifier.Policies;

namespace RExecIL.Verifier.Tests.Policies;

[TestClass]
public sealed class NetworkPatternTests
{
    [TestMethod]
    [DataRow("example.com", "example.com", "www.example.com")]
    [DataRow("*.example.com", "www.example.com", "example.com")]
    [DataRow("*.example.com", "a.b.example.com", "badexample.com")]
    [DataRow("EXAMPLE.com.", "example.com", "example.com.evil.org")]
    [DataRow("bücher.de", "xn--bcher-kva.de", "bucher.de")]
    [DataRow("localhost:8080", "localhost", "localhost.evil.org")]
    public void A_name_stands_for_itself_or_what_is_below_it(string text, string covered, string other)
    {
        Assert.IsTrue(NetworkPattern.TryParse(text, out var pattern, out var fault), fault);

        Assert.IsTrue(pattern.CoversName(covered));
        Assert.IsFalse(pattern.CoversName(other));
        Assert.IsFalse(pattern.CoversAddress(IPAddress.Loopback));
    }

    [TestMethod]
    [DataRow("127.0.0.1", "127.0.0.1", "127.0.0.2")]
    [DataRow("127.0.0.1:80", "::ffff:127.0.0.1", "::127.0.0.1")]
    [DataRow("10.0.0.0/8", "10.255.0.1", "11.0.0.0")]
    [DataRow("::ffff:10.0.0.0/104", "10.255.0.1", "11.0.0.0")]
    [DataRow("[fd00::/8]:443", "fd00::1", "fc00::1")]
    [DataRow("::1", "::1", "::2")]
    public void An_address_stands_for_itself_and_a_network_for_its_addresses(string text, string covered, string other)
    {
        Assert.IsTrue(NetworkPattern.TryParse(text, out var pattern, out var fault), fault);

        Assert.IsTrue(pattern.CoversAddress(IPAddress.Parse(covered)));
        Assert.IsFalse(pattern.CoversAddress(IPAddress.Parse(other)));
        Assert.IsFalse(pattern.CoversName("localhost"));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("*")]
    [DataRow("*.")]
    [DataRow("a.*.b")]
    [DataRow("*a.b")]
    [DataRow("https://example.com")]
    [DataRow("example.com/path")]
    [DataRow("user@example.com")]
    [DataRow("example.com:0")]
    [DataRow("example.com:65536")]
    [DataRow("example.com:")]
    [DataRow("example.com:+1")]
    [DataRow("example.com: 80")]
    [DataRow("127.1")]
    [DataRow("0x7f.0.0.1")]
    [DataRow("2130706433")]
    [DataRow("0127.0.0.1")]
    [DataRow("10.0.0.1/8")]
    [DataRow("10.0.0.0/33")]
    [DataRow("10.0.0.0/-1")]
    [DataRow("::ffff:0:0/80")]
    [DataRow("fe80::1%1")]
    [DataRow("[::1]80")]
    [DataRow("a..b")]
    [DataRow("-a.b")]
    [DataRow("a b")]
    [DataRow("a\0b")]
    public void What_names_no_host_is_refused(string text)
    {
        Assert.IsFalse(NetworkPattern.TryParse(text, out _, out var fault), text);
        Assert.AreNotEqual("", fault);
    }

    [TestMethod]
    [DataRow("example.com", null, false)]
    [DataRow("example.com:8080", 8080, false)]
    [DataRow("example.com:*", null, true)]
    [DataRow("[::1]:8080", 8080, false)]
    [DataRow("10.0.0.0/8:8080", 8080, false)]
    [DataRow("fd00::1", null, false)]
    public void A_port_may_follow(string text, int? port, bool isAny)
    {
        Assert.IsTrue(NetworkPattern.TryParse(text, out var pattern, out var fault), fault);

        Assert.AreEqual((port, isAny), (pattern.Port, pattern.IsAnyPort));
    }
}
