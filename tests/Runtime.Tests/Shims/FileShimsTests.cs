using System.Text;
using RExecIL.Runtime.Shims;
using RExecIL.Testing;

namespace RExecIL.Runtime.Tests.Shims;

[TestClass]
public sealed class FileShimsTests
{
    [TestMethod]
    public void What_is_written_is_byte_for_byte_what_the_framework_writes()
    {
        using var folder = new TemporaryFolder();
        var sandbox = new TestSandbox(root: folder.Path);
        string[] lines = ["é", "", "z"];
        void Same(Action<string> original, Action<string> shim)
        {
            original(folder["expected"]);
            shim("actual");
            CollectionAssert.AreEqual(File.ReadAllBytes(folder["expected"]), File.ReadAllBytes(folder["actual"]));
        }

        Same(p => File.WriteAllText(p, "é\n"), p => FileShims.WriteAllText(p, "é\n", sandbox));
        Same(p => File.AppendAllText(p, "x"), p => FileShims.AppendAllText(p, "x", sandbox));
        Same(p => File.WriteAllText(p, "é", Encoding.UTF8), p => FileShims.WriteAllText(p, "é", Encoding.UTF8, sandbox));
        Same(p => File.WriteAllText(p, null), p => FileShims.WriteAllText(p, (string?)null, sandbox));
        Same(p => File.WriteAllLines(p, lines), p => FileShims.WriteAllLines(p, lines, sandbox));
        Same(p => File.AppendAllLines(p, lines), p => FileShims.AppendAllLines(p, lines, sandbox));
        Same(p => File.WriteAllLines(p, lines, Encoding.Unicode), p => FileShims.WriteAllLines(p, lines, Encoding.Unicode, sandbox));
        Same(p => File.WriteAllBytes(p, [1, 2]), p => FileShims.WriteAllBytes(p, [1, 2], sandbox));
        Same(p => File.AppendAllBytes(p, [3]), p => FileShims.AppendAllBytes(p, [3], sandbox));
        Same(Original, Shim);

        static void Original(string path)
        {
            using var writer = new StreamWriter(path, append: true);
            writer.Write("€");
        }

        void Shim(string path)
        {
            using var writer = StreamWriterShims.Create(path, append: true, sandbox);
            writer.Write("€");
        }
    }

    [TestMethod]
    public void What_is_read_is_what_the_framework_reads()
    {
        using var folder = new TemporaryFolder();
        var sandbox = new TestSandbox(root: folder.Path);
        File.WriteAllText(folder["utf16"], "a\r\nb\n\nc", Encoding.Unicode);

        Assert.AreEqual("a\r\nb\n\nc", FileShims.ReadAllText("utf16", sandbox));
        CollectionAssert.AreEqual(new[] { "a", "b", "", "c" }, FileShims.ReadAllLines("utf16", sandbox));
        CollectionAssert.AreEqual(File.ReadAllBytes(folder["utf16"]), FileShims.ReadAllBytes("utf16", sandbox));
        using var reader = StreamReaderShims.Create("utf16", sandbox);
        Assert.AreEqual("a", reader.ReadLine());
        using var text = FileShims.OpenText("utf16", sandbox);
        Assert.AreEqual("a", text.ReadLine());
    }

    [TestMethod]
    public void Lines_are_denied_by_the_call_and_read_anew_by_each_loop()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["f"], "1\n2");
        var sandbox = new TestSandbox(root: folder.Path);

        var lines = FileShims.ReadLines("f", sandbox);

        Assert.AreEqual("1,2", string.Join(',', lines));
        Assert.AreEqual("1,2", string.Join(',', lines));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => FileShims.ReadLines("f", new TestSandbox()));
    }

    [TestMethod]
    public void Each_way_to_open_asks_the_sandbox_as_the_framework_would_ask_the_system()
    {
        using var folder = new TemporaryFolder();
        var sandbox = new TestSandbox(root: folder.Path);
        FileShims.Create("f", sandbox).Dispose();
        FileShims.OpenRead("f", sandbox).Dispose();
        FileShims.OpenWrite("f", sandbox).Dispose();
        FileShims.Open("f", FileMode.Append, sandbox).Dispose();
        FileStreamShims.Create("f", FileMode.Open, sandbox).Dispose();
        FileStreamShims.Create("f", FileMode.Append, sandbox).Dispose();
        FileStreamShims.Create("f", FileMode.Open, FileAccess.Read, FileShare.None, 1, useAsync: true, sandbox).Dispose();
        FileStreamShims.Create("f", new FileStreamOptions { Share = FileShare.Inheritable }, sandbox).Dispose();

        CollectionAssert.AreEqual(
            new[]
            {
                "f Create ReadWrite None 4096 None",
                "f Open Read Read 4096 None",
                "f OpenOrCreate Write None 4096 None",
                "f Append Write None 4096 None",
                "f Open ReadWrite Read 4096 None",
                "f Append Write Read 4096 None",
                "f Open Read None 1 Asynchronous",
                "f Open Read None 4096 None",
            },
            sandbox.Opened);
    }

    [TestMethod]
    public void Arguments_that_make_no_sense_do_not_reach_the_sandbox()
    {
        var sandbox = new TestSandbox();

        Assert.ThrowsExactly<ArgumentNullException>(() => FileShims.OpenRead(null!, sandbox));
        Assert.ThrowsExactly<ArgumentException>(() => FileShims.OpenRead("", sandbox));
        Assert.ThrowsExactly<ArgumentException>(() => FileShims.Open("f", FileMode.Append, FileAccess.Read, sandbox));
        Assert.ThrowsExactly<ArgumentException>(() => FileShims.Open("f", FileMode.Create, FileAccess.Read, sandbox));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FileShims.Open("f", (FileMode)99, sandbox));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => FileShims.Open("f", FileMode.Open, (FileAccess)8, sandbox));
        Assert.ThrowsExactly<NotSupportedException>(
            () => FileShims.Create("f", 1, FileOptions.DeleteOnClose, sandbox));
        Assert.IsEmpty(sandbox.Opened);
    }

    [TestMethod]
    public void An_ended_sandbox_opens_nothing()
    {
        var sandbox = new TestSandbox();
        sandbox.Terminate(TerminationCause.Time);

        Assert.ThrowsExactly<GuestTerminationException>(() => FileShims.WriteAllText("f", "late", sandbox));
        Assert.ThrowsExactly<GuestTerminationException>(() => FileShims.Delete("f", sandbox));
        Assert.IsEmpty(sandbox.Opened);
    }
}
