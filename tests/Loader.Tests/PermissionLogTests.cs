using System.Text.Json;
using RExecIL.Testing;

namespace RExecIL.Loader.Tests;

/// <summary>The log of decisions: whole lines, at once, bounded, and nobody's to forge.</summary>
[TestClass]
public sealed class PermissionLogTests
{
    [TestMethod]
    public void Each_decision_is_one_whole_line_at_once()
    {
        using var folder = new TemporaryFolder();
        var path = folder["log"];
        using var log = PermissionLog.AppendTo(path);
        log.Record(Decision("read", "/etc/hosts\n{\"v\":1,\"allowed\":true}\u202E\u0007é", false, caller: "Program.Main()"));

        // Nothing is closed or flushed: as if the process had been killed now.
        var text = Lines(path).Single();
        Assert.IsTrue(text.All(character => character is >= ' ' and <= '~'), text);
        using var line = JsonDocument.Parse(text);
        CollectionAssert.AreEqual(
            new[] { "v", "time", "sandbox", "assembly", "permission", "value", "allowed", "stack" },
            line.RootElement.EnumerateObject().Select(property => property.Name).ToArray());
        Assert.AreEqual("/etc/hosts\n{\"v\":1,\"allowed\":true}\u202E\u0007é", line.RootElement.GetProperty("value").GetString());
        Assert.IsFalse(line.RootElement.GetProperty("allowed").GetBoolean());
        Assert.IsTrue(line.RootElement.GetProperty("time").GetDateTime() > DateTime.UnixEpoch);
    }

    [TestMethod]
    public void Equal_decisions_are_counted()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["log"], "kept\n");
        using (var log = PermissionLog.AppendTo(folder["log"]))
        {
            for (var time = 0; time < 1_000_000; time++)
            {
                log.Record(Decision("env", "HOME", true));
            }

            log.Record(Decision("env", "HOME", false));
            log.Record(Decision("temp", null, true));
            Assert.HasCount(4, Lines(folder["log"]));
        }

        var lines = Lines(folder["log"]);
        Assert.HasCount(5, lines);
        Assert.AreEqual("kept", lines[0]);
        using var counted = JsonDocument.Parse(lines[^1]);
        Assert.AreEqual(1_000_000, counted.RootElement.GetProperty("count").GetInt64());
    }

    [TestMethod]
    public void At_its_limit_it_says_so_and_lets_nothing_new_happen()
    {
        using var folder = new TemporaryFolder();
        using var log = new PermissionLog(new FileStream(folder["log"], FileMode.Append, FileAccess.Write, FileShare.ReadWrite, 0), limit: 10_000);
        var written = 0;
        Assert.ThrowsExactly<IOException>(() =>
        {
            for (; written < 1_000; written++)
            {
                log.Record(Decision("read", "/" + written, true));
            }
        });

        Assert.IsTrue(log.HasFailed);
        Assert.ThrowsExactly<IOException>(() => log.Record(Decision("read", "/unseen", true)));
        log.Record(Decision("read", "/0", true)); // What is in it already is counted on.
        log.Dispose();
        var lines = Lines(folder["log"]);
        Assert.HasCount(written + 1, lines);
        StringAssert.Contains(lines[^1], "\"permission\":\"audit\"", null);
        Assert.IsLessThan(10_500, new FileInfo(folder["log"]).Length);

        // A value is cut, so that no single line is large.
        using var other = PermissionLog.AppendTo(folder["other"]);
        other.Record(Decision("env", new string('x', 10_000_000), true));
        Assert.IsLessThan(5_000, new FileInfo(folder["other"]).Length);
    }

    private static PermissionDecision Decision(string permission, string? value, bool isAllowed, string? caller = null) =>
        new(new PermissionRequest("Guest", "Guest", permission, value) { Caller = caller }, isAllowed);

    private static string[] Lines(string path)
    {
        using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var text = file.ReadToEnd();
        Assert.EndsWith("\n", text);
        return text[..^1].Split('\n');
    }
}
