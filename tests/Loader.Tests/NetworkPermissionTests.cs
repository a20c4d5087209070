using System.Net;
using RExecIL.Network;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class NetworkPermissionTests
{
    [TestMethod]
    [DataRow("http://example.com/", true)]
    [DataRow("https://example.com/", true)]
    [DataRow("http://example.com:8080/", false)]
    [DataRow("http://example.com:25/", false)]
    [DataRow("http://any.org:8080/", true)]
    [DataRow("http://any.org:25/", false)]
    [DataRow("http://named.org:25/", true)]
    [DataRow("http://www.below.org/", true)]
    [DataRow("http://below.org/", false)]
    [DataRow("http://denied.below.org/", false)]
    [DataRow("http://10.1.2.3/", true)]
    [DataRow("http://10.9.0.1/", false)]
    [DataRow("http://[::ffff:10.1.2.3]/", true)]
    [DataRow("http://8.8.8.8/", false)]
    [DataRow("ftp://example.com/", false)]
    [DataRow("file:///example.com", false)]
    public void Requests_go_where_a_grant_says(string address, bool isAllowed)
    {
        var permission = new NetworkPermission(new Grants
        {
            Network = NameGrant.Of("example.com", "any.org:*", "named.org:25", "*.below.org", "10.0.0.0/8"),
            DenyNetwork = ["denied.below.org", "10.9.0.0/16"],
        });

        Assert.AreEqual(isAllowed, WebAddress.TryRead(new Uri(address), out var read) && permission.Allows(read));
    }

    [TestMethod]
    public void A_name_leads_to_public_addresses_or_named_ones()
    {
        var permission = new NetworkPermission(new Grants
        {
            Network = NameGrant.Of("example.com", "localhost:8080", "10.0.0.1:8080"),
            DenyNetwork = ["8.8.4.4"],
        });

        Assert.IsTrue(permission.Allows("example.com", IPAddress.Parse("8.8.8.8"), 443));
        Assert.IsFalse(permission.Allows("example.com", IPAddress.Parse("8.8.4.4"), 443));
        Assert.IsFalse(permission.Allows("example.com", IPAddress.Parse("::ffff:8.8.4.4"), 443));
        Assert.IsFalse(permission.Allows("example.com", IPAddress.Loopback, 8080));
        Assert.IsTrue(permission.Allows("localhost", IPAddress.Loopback, 8080));
        Assert.IsTrue(permission.Allows("localhost", IPAddress.IPv6Loopback, 8080));
        Assert.IsFalse(permission.Allows("localhost", IPAddress.Loopback, 80));
        Assert.IsFalse(permission.Allows("localhost", IPAddress.Parse("10.0.0.2"), 8080));
        Assert.IsTrue(permission.Allows("example.com", IPAddress.Parse("10.0.0.1"), 8080));
        Assert.IsFalse(permission.Allows("example.com", IPAddress.Parse("10.0.0.1"), 80));
    }

    [TestMethod]
    public void Special_addresses_are_not_public()
    {
        string[] special =
        [
            "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255", "168.63.129.16", "169.254.169.254",
            "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.1",
            "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "::", "::1", "::127.0.0.1", "::ffff:10.0.0.1",
            "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1",
            "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1", "ff02::1", "2000::1%1",
        ];
        foreach (var address in special)
        {
            Assert.IsFalse(PublicAddresses.Contain(IPAddress.Parse(address)), address);
        }

        foreach (var address in new[] { "8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8" })
        {
            Assert.IsTrue(PublicAddresses.Contain(IPAddress.Parse(address)), address);
        }
    }
}
