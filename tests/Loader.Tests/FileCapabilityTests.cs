using RExecIL.Files;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

[TestClass]
public sealed class FileCapabilityTests : FileCapabilityLaws
{
    private protected override FileCapability Create(Grants grants, string directory) => new(grants, directory);
}

/// <summary>The same where the system cannot open beneath a directory.</summary>
[TestClass]
public sealed class PortableFileCapabilityTests : FileCapabilityLaws
{
    private protected override FileCapability Create(Grants grants, string directory) =>
        new(grants, directory, permissions => new PortableFiles(permissions));
}

/// <summary>What holds on every system.</summary>
public abstract class FileCapabilityLaws : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _granted;
    private readonly string _outside;

    protected FileCapabilityLaws()
    {
        _granted = Directory.CreateDirectory(_folder["granted"]).FullName;
        _outside = Directory.CreateDirectory(_folder["outside"]).FullName;
        Directory.CreateDirectory(Path.Combine(_granted, "denied"));
        Directory.CreateDirectory(Path.Combine(_granted, "sub"));
        Directory.CreateDirectory(_folder["granted-not"]);
        File.WriteAllText(Path.Combine(_granted, "file"), "inside");
        File.WriteAllText(Path.Combine(_granted, "sub", "deep"), "deep");
        File.WriteAllText(Path.Combine(_granted, "denied", "file"), "denied");
        File.WriteAllText(Path.Combine(_outside, "secret"), "secret");
        File.WriteAllText(_folder["granted-not/secret"], "secret");
        File.CreateSymbolicLink(Path.Combine(_granted, "link-out"), Path.Combine(_outside, "secret"));
        File.CreateSymbolicLink(Path.Combine(_granted, "link-up"), "../outside/secret");
        File.CreateSymbolicLink(Path.Combine(_granted, "link-new"), Path.Combine(_outside, "new"));
        File.CreateSymbolicLink(Path.Combine(_granted, "link-in"), "sub/deep");
        File.CreateSymbolicLink(Path.Combine(_granted, "link-denied"), "denied/file");
        File.CreateSymbolicLink(Path.Combine(_granted, "loop"), "loop");
        Directory.CreateSymbolicLink(Path.Combine(_granted, "dir-out"), _outside);
        Directory.CreateSymbolicLink(Path.Combine(_granted, "dir-in"), "sub");
        Directory.CreateSymbolicLink(_folder["alias"], _granted);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected abstract FileCapability Create(Grants grants, string directory);

    [TestMethod]
    [DataRow("file", "inside")]
    [DataRow("./sub/../file", "inside")]
    [DataRow("sub/deep", "deep")]
    [DataRow("link-in", "deep")]
    [DataRow("dir-in/deep", "deep")]
    [DataRow("../alias/file", "inside")]
    public void What_leads_into_a_granted_directory_is_read(string path, string text) =>
        Assert.AreEqual(text, Read(Capability(), path));

    [TestMethod]
    [DataRow("../outside/secret")]
    [DataRow("sub/../../outside/secret")]
    [DataRow("link-out")]
    [DataRow("link-up")]
    [DataRow("link-denied")]
    [DataRow("dir-out/secret")]
    [DataRow("dir-out/../../outside/secret")]
    [DataRow("dir-in/../../outside/secret")]
    [DataRow("denied/file")]
    [DataRow("sub/../denied/file")]
    [DataRow("../granted-not/secret")]
    [DataRow("../alias/denied/file")]
    [DataRow("/etc/passwd")]
    [DataRow("//etc/passwd")]
    [DataRow("/proc/self/environ")]
    [DataRow("/proc/self/root/etc/passwd")]
    [DataRow("/proc/self/cwd/secret")]
    [DataRow("/proc/thread-self/maps")]
    [DataRow("/dev/stdin")]
    [DataRow("/sys/kernel/notes")]
    public void What_leads_elsewhere_is_denied(string path)
    {
        var capability = Capability();

        var denied = Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, path));

        Assert.AreEqual($"Requires read access to \"{path}\", run again with --allow-read={path}", denied.Message);
        Assert.IsFalse(capability.FileExists(path));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.Stat(path));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(capability, path));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.Enumerate(path, "*", new EnumerationOptions(), true, true));
    }

    [TestMethod]
    public void Absolute_paths_are_judged_alike()
    {
        Assert.AreEqual("inside", Read(Capability(), Path.Combine(_granted, "file")));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(Capability(), Path.Combine(_outside, "secret")));
    }

    [TestMethod]
    [DataRow("file\0")]
    [DataRow("../outside/secret\0.txt")]
    public void A_path_with_a_NUL_is_no_path(string path) =>
        Assert.ThrowsExactly<ArgumentException>(() => Read(Capability(), path));

    [TestMethod]
    public void Links_in_a_circle_and_directories_are_not_opened()
    {
        Assert.ThrowsExactly<IOException>(() => Read(Capability(), "loop"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(Capability(), "sub"));
        Assert.ThrowsExactly<FileNotFoundException>(() => Read(Capability(), "none"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Read(Capability(), "none/none"));
        Assert.IsFalse(Capability().FileExists("loop"));
    }

    [TestMethod]
    public void A_whole_grant_leaves_out_what_is_denied_and_the_doors_to_the_kernel()
    {
        var capability = Create(
            new Grants { Read = NameGrant.All, DenyRead = [_outside] }, _granted);

        Assert.AreEqual("denied", Read(capability, "denied/file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "../outside/secret"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "link-out"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "/proc/self/environ"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "/proc/self/root/proc/self/environ"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(
            () => Read(Create(new Grants { Read = NameGrant.Of("/") }, _granted), "/proc/self/environ"));
    }

    [TestMethod]
    public void A_kernel_file_is_read_when_it_is_named()
    {
        var capability = Create(new Grants { Read = NameGrant.Of("/proc/version") }, _granted);

        Assert.AreNotEqual("", Read(capability, "/proc/version"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "/proc/cpuinfo"));
    }

    [TestMethod]
    public void A_single_file_can_be_granted()
    {
        var capability = Create(new Grants { Read = NameGrant.Of("granted/file") }, _folder.Path);

        Assert.AreEqual("inside", Read(capability, "granted/file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "granted/sub/deep"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "granted/file-not"));
    }

    [TestMethod]
    public void No_grant_is_no_access()
    {
        var capability = Create(new Grants(), _granted);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(capability, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(capability, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteFile("file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.CurrentDirectory);
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.GetFullPath("file"));
        Assert.AreEqual("/a/c", capability.GetFullPath("/a/b/../c"));
    }

    [TestMethod]
    public void Reading_is_not_writing_nor_the_reverse()
    {
        var reader = Create(new Grants { Read = NameGrant.Of(_granted) }, _granted);
        var writer = Create(new Grants { Write = NameGrant.Of(_granted) }, _granted);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(reader, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => reader.DeleteFile("file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(writer, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(
            () => writer.Open("file", FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.None));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => writer.MoveFile("file", "moved", overwrite: false));
        Write(writer, "file");
        Assert.AreEqual("written", File.ReadAllText(Path.Combine(_granted, "file")));
    }

    [TestMethod]
    [DataRow(FileMode.Create)]
    [DataRow(FileMode.CreateNew)]
    [DataRow(FileMode.OpenOrCreate)]
    [DataRow(FileMode.Append)]
    [DataRow(FileMode.Truncate)]
    [DataRow(FileMode.Open)]
    public void No_mode_of_opening_touches_anything_through_a_link(FileMode mode)
    {
        foreach (var path in new[] { "link-out", "link-up", "link-new", "dir-out/secret", "dir-out/new", "../outside/new" })
        {
            Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(Capability(), path, mode), path);
        }

        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_outside, "secret")));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(_outside).Length);
    }

    [TestMethod]
    public void Each_mode_does_in_a_granted_directory_what_the_framework_does()
    {
        var capability = Capability();

        Write(capability, "new", FileMode.CreateNew);
        Assert.ThrowsExactly<IOException>(() => Write(capability, "new", FileMode.CreateNew));
        Write(capability, "new", FileMode.Append);
        Assert.AreEqual("writtenwritten", Read(capability, "new"));
        Write(capability, "new", FileMode.Create);
        Assert.AreEqual("written", Read(capability, "new"));
        Write(capability, "new", FileMode.OpenOrCreate);
        Assert.AreEqual("written", Read(capability, "new"));
        Write(capability, "new", FileMode.Truncate);
        Assert.AreEqual("written", Read(capability, "new"));
        Write(capability, "made", FileMode.Append);
        Write(capability, "made2", FileMode.OpenOrCreate);
        Write(capability, "made3", FileMode.Create);
        Assert.ThrowsExactly<FileNotFoundException>(() => Write(capability, "none", FileMode.Open));
        Assert.ThrowsExactly<FileNotFoundException>(() => Write(capability, "none", FileMode.Truncate));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Write(capability, "none/none", FileMode.Create));
        using var empty = capability.Open("file", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.None);
        Assert.AreEqual(0, empty.Length);
    }

    [TestMethod]
    public void Deleting_and_moving_stay_within_the_grant()
    {
        var capability = Capability();

        capability.DeleteFile("link-out");
        capability.DeleteFile("none");
        capability.MoveFile("file", "sub/moved", overwrite: false);
        capability.DeleteFile("sub/moved");

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteFile("dir-out/secret"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteFile("denied/file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteFile("../outside/secret"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveFile("dir-out/secret", "stolen", overwrite: true));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveFile("denied/file", "stolen", overwrite: true));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveFile("sub/deep", "dir-out/left", overwrite: true));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveFile("sub/deep", "denied/left", overwrite: true));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteDirectory("denied", recursive: false));
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_outside, "secret")));
        Assert.IsFalse(Path.Exists(Path.Combine(_granted, "file")));
    }

    [TestMethod]
    public void Directories_are_made_moved_and_deleted_within_the_grant()
    {
        var capability = Capability();

        capability.CreateDirectory("new/a/b");
        capability.CreateDirectory("new/a/b");
        capability.CreateDirectory(".");
        Write(capability, "new/a/file");
        File.CreateSymbolicLink(Path.Combine(_granted, "new/a/link"), _outside);
        capability.MoveDirectory("new/a", "new/c");
        Assert.IsTrue(capability.DirectoryExists("new/c/b"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => capability.MoveDirectory("new/a", "new/d"));
        Assert.Throws<IOException>(() => capability.MoveDirectory("new/c", "sub"));
        Assert.Throws<IOException>(() => capability.DeleteDirectory("new", recursive: false));
        capability.DeleteDirectory("dir-in", recursive: true);
        capability.DeleteDirectory("new", recursive: true);
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => capability.DeleteDirectory("new", recursive: true));

        Assert.IsFalse(Path.Exists(Path.Combine(_granted, "new")));
        Assert.IsFalse(Path.Exists(Path.Combine(_granted, "dir-in")));
        Assert.AreEqual("deep", Read(capability, "sub/deep"));
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_outside, "secret")));
    }

    [TestMethod]
    [DataRow("dir-out/new")]
    [DataRow("../outside/new")]
    [DataRow("denied/new")]
    [DataRow("sub/../../new")]
    [DataRow("/new")]
    [DataRow("/proc/self/cwd/new")]
    public void No_directory_is_made_moved_or_deleted_elsewhere(string path)
    {
        var capability = Capability();

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.CreateDirectory(path));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.CreateDirectory(path + "/deeper"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveDirectory("sub", path));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveDirectory(path, "moved"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteDirectory(path, recursive: true));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.SetTimes(path, null, DateTime.UtcNow));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(_outside).Length);
        Assert.IsTrue(Path.Exists(Path.Combine(_granted, "sub", "deep")));
    }

    [TestMethod]
    public void What_is_denied_keeps_the_directories_above_it()
    {
        var capability = Create(
            new Grants { Read = NameGrant.Of(".."), Write = NameGrant.Of(".."), DenyWrite = ["denied"] }, _granted);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveDirectory("../granted", "../moved"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.DeleteDirectory("../granted", recursive: true));
        capability.MoveDirectory("sub", "moved");
        capability.DeleteDirectory("moved", recursive: true);

        Assert.AreEqual("denied", File.ReadAllText(Path.Combine(_granted, "denied", "file")));
        Assert.IsTrue(File.Exists(Path.Combine(_granted, "file")));
    }

    [TestMethod]
    public void A_granted_directory_is_deleted_and_made_again()
    {
        var capability = Create(new Grants { Read = NameGrant.Of("sub"), Write = NameGrant.Of("sub") }, _granted);

        capability.DeleteDirectory("sub", recursive: true);
        Assert.IsFalse(capability.DirectoryExists("sub"));
        capability.CreateDirectory("sub/deeper");
        Write(capability, "sub/deeper/file");

        Assert.AreEqual("written", Read(capability, "sub/deeper/file"));
        Assert.AreEqual("written", File.ReadAllText(Path.Combine(_granted, "sub/deeper/file")));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.MoveDirectory("sub", "other"));
    }

    [TestMethod]
    public void Listing_shows_what_may_be_read_and_enters_no_link()
    {
        var capability = Capability();
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };

        var names = capability.Enumerate(".", "*", all, files: true, directories: true).Order(StringComparer.Ordinal);
        var deep = capability.Enumerate("sub", "d*p", new EnumerationOptions(), files: true, directories: false);
        var byPattern = capability.Enumerate(".", "sub/*", new EnumerationOptions(), files: true, directories: true);

        Assert.AreEqual(
            "./dir-in,./dir-out,./file,./link-denied,./link-in,./link-new,./link-out,./link-up,./loop,./sub,./sub/deep",
            string.Join(',', names));
        Assert.AreEqual("sub/deep", string.Join(',', deep));
        Assert.AreEqual("./sub/deep", string.Join(',', byPattern));
        Assert.ThrowsExactly<UnauthorizedAccessException>(
            () => capability.Enumerate(".", "../outside/*", new EnumerationOptions(), true, true));
        Assert.ThrowsExactly<ArgumentException>(() => capability.Enumerate(".", "/etc/*", new EnumerationOptions(), true, true));
    }

    [TestMethod]
    public void The_working_directory_is_the_sandboxs_own()
    {
        var before = Environment.CurrentDirectory;
        var capability = Capability();

        capability.CurrentDirectory = "sub";

        Assert.AreEqual("deep", Read(capability, "deep"));
        Assert.AreEqual(Path.Combine(_granted, "sub"), capability.CurrentDirectory);
        Assert.AreEqual(Path.Combine(_granted, "sub", "x"), capability.GetFullPath("x"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => capability.CurrentDirectory = "../../outside");
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => capability.CurrentDirectory = "none");
        Assert.AreEqual(before, Environment.CurrentDirectory);
    }

    [TestMethod]
    public void A_link_that_is_swapped_in_after_the_check_gains_nothing()
    {
        // The race itself, many times: one thread turns a file into a link out and back while the guest opens it.
        var victim = Path.Combine(_granted, "victim");
        var swap = Path.Combine(_granted, "swap");
        var capability = Capability();
        using var stop = new CancellationTokenSource();
        var swapper = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                File.WriteAllText(swap, "inside");
                File.Move(swap, victim, overwrite: true);
                File.CreateSymbolicLink(swap, Path.Combine(_outside, "secret"));
                File.Move(swap, victim, overwrite: true);
            }
        });

        for (var i = 0; i < 2000; i++)
        {
            try
            {
                Assert.AreNotEqual("secret", Read(capability, "victim"));
                Write(capability, "victim", FileMode.Create);
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                // Refused, or not there in this moment.
            }
        }

        stop.Cancel();
        swapper.Wait();
        Assert.AreEqual("secret", File.ReadAllText(Path.Combine(_outside, "secret")));
        Assert.AreEqual(1, Directory.GetFileSystemEntries(_outside).Length);
    }

    private FileCapability Capability() => Create(
        new Grants
        {
            Read = NameGrant.Of("."),
            Write = NameGrant.Of("."),
            DenyRead = ["denied"],
            DenyWrite = ["denied"],
        },
        _granted);

    private static string Read(FileCapability capability, string path)
    {
        using var stream = capability.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 4096, FileOptions.None);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Write(FileCapability capability, string path, FileMode mode = FileMode.OpenOrCreate)
    {
        using var stream = capability.Open(path, mode, FileAccess.Write, FileShare.ReadWrite, 4096, FileOptions.None);
        stream.Write("written"u8);
    }
}
