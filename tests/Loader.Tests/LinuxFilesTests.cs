using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using RExecIL.Files;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>What the kernel of Linux makes sure of.</summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
public sealed partial class LinuxFilesTests : IDisposable
{
    private const int Swaps = 10_000;

    private readonly TemporaryFolder _folder = new();

    public LinuxFilesTests()
    {
        foreach (var directory in new[] { "granted/way", "granted/sub", "granted/denied/deeper", "outside" })
        {
            Directory.CreateDirectory(_folder[directory]);
        }

        File.WriteAllText(_folder["granted/way/file"], "inside");
        File.WriteAllText(_folder["granted/sub/file"], "inside");
        File.WriteAllText(_folder["granted/denied/file"], "denied");
        File.WriteAllText(_folder["granted/denied/deeper/file"], "denied");
        File.WriteAllText(_folder["outside/file"], "the secret");
    }

    private string Granted => _folder["granted"];

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void This_system_opens_beneath_directories() => Assert.IsTrue(LinuxCalls.AreOffered());

    [TestMethod]
    public void A_directory_that_is_swapped_for_a_link_while_the_guest_works_leads_nowhere()
    {
        using var files = Capability();
        File.WriteAllText(_folder["outside/only-outside"], "the secret");
        Directory.CreateDirectory(_folder["outside/empty"]);
        Directory.CreateDirectory(_folder["outside/tree/deeper"]);
        File.WriteAllText(_folder["outside/tree/file"], "the secret");
        File.CreateSymbolicLink(_folder["granted/link"], "../outside");
        var before = Snapshot(_folder["outside"]);
        var reads = 0;

        Race(
            () => Exchange(_folder["granted/way"], _folder["granted/link"]),
            [
                () =>
                {
                    Assert.AreEqual("inside", Read(files, "way/file"));
                    reads++;
                },
                () => Assert.AreNotEqual("the secret".Length, files.Stat("way/file").Length),
                () => Assert.IsFalse(files.FileExists("way/only-outside")),
                () => Assert.DoesNotContain("way/only-outside", files.Enumerate("way", "*", new EnumerationOptions(), true, true)),
                () => Assert.DoesNotContain("way/only-outside", files.Enumerate(".", "*", new EnumerationOptions { RecurseSubdirectories = true }, true, true)),
                () => Write(files, "way/new", FileMode.OpenOrCreate),
                () => Write(files, "way/new", FileMode.Create),
                () => files.DeleteFile("way/new"),
                () => files.DeleteFile("way/only-outside"),
                () => files.DeleteDirectory("way/empty", recursive: false),
                () => files.MoveFile("way/only-outside", "stolen", overwrite: true),
                () => files.CreateDirectory("way/made/deeper"),
                () => files.SetTimes("way/file", null, DateTime.UnixEpoch),
                () => files.DeleteDirectory("way/tree", recursive: true),
                () => files.MoveDirectory("way/tree", "stolen"),
                () => files.MoveDirectory("way/made", "sub/made"),
                () => files.MoveDirectory("sub/made", "way/made-again"),
                () => files.DeleteDirectory("way/made-again", recursive: true),
                () => Write(files, "sub/moving", FileMode.Create),
                () => files.MoveFile("sub/moving", "way/moved", overwrite: true),
                () => files.CurrentDirectory = Granted,
            ]);

        Assert.IsGreaterThan(0, reads);
        Assert.AreEqual(before, Snapshot(_folder["outside"]));
        Assert.IsFalse(Path.Exists(_folder["granted/stolen"]));
    }

    [TestMethod]
    public void A_file_that_is_swapped_for_a_link_while_the_guest_opens_it_leads_nowhere()
    {
        using var files = Capability();
        File.CreateSymbolicLink(_folder["granted/link"], _folder["outside/file"]);
        File.WriteAllText(_folder["granted/way/file"], "inside");
        File.WriteAllText(_folder["granted/plain"], "inside");
        var before = Snapshot(_folder["outside"]);
        var reads = 0;

        Race(
            () =>
            {
                // With moments in which nothing is there.
                Rename("plain", "away");
                Rename("link", "plain");
                Rename("away", "link");
            },
            [
                () =>
                {
                    Assert.AreNotEqual("the secret", Read(files, "plain"));
                    reads++;
                },
                () => Assert.AreNotEqual("the secret".Length, files.Stat("plain").Length),
                () => Write(files, "plain", FileMode.Open),
                () => Write(files, "plain", FileMode.Truncate),
            ]);

        Assert.IsGreaterThan(0, reads);
        Assert.AreEqual(before, Snapshot(_folder["outside"]));
    }

    [TestMethod]
    public void A_denied_directory_under_another_name_stays_denied()
    {
        using var files = Capability();
        var reads = 0;

        Race(
            () =>
            {
                // With moments in which nothing is there.
                Rename("sub", "away");
                Rename("denied", "sub");
                Rename("away", "denied");
            },
            [
                () =>
                {
                    Assert.AreEqual("inside", Read(files, "sub/file"));
                    reads++;
                },
                () => Read(files, "sub/deeper/file"),
                () => Assert.IsFalse(files.FileExists("sub/deeper/file")),
                () => Assert.DoesNotContain("sub/deeper", files.Enumerate("sub", "*", new EnumerationOptions(), true, true)),
                () => Write(files, "sub/written", FileMode.Create),
                () => files.DeleteFile("sub/deeper/file"),
            ]);

        Assert.IsGreaterThan(0, reads);
        Assert.AreEqual("denied", File.ReadAllText(_folder["granted/denied/deeper/file"]));
        Assert.IsFalse(File.Exists(_folder["granted/denied/written"]));
    }

    [TestMethod]
    public void A_granted_directory_that_is_renamed_stays_the_granted_one()
    {
        using var files = Capability();
        Directory.Move(Granted, _folder["renamed"]);
        File.CreateSymbolicLink(Granted, "outside");

        Assert.AreEqual("inside", Read(files, Path.Combine(Granted, "sub/file")));
        Assert.AreEqual("inside", Read(files, "sub/file"));
        Assert.ThrowsExactly<FileNotFoundException>(() => Read(files, "file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(files, "../renamed/sub/file"));
        Write(files, "new", FileMode.Create);
        Assert.IsTrue(File.Exists(_folder["renamed/new"]));
    }

    [TestMethod]
    public void What_is_granted_before_it_is_there_is_made_removed_and_made_again()
    {
        using var files = new FileCapability(
            new Grants { Read = NameGrant.Of("later/file", "none/none"), Write = NameGrant.Of("later/file", "none/none") }, Granted);

        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Write(files, "later/file", FileMode.Create));
        Directory.CreateDirectory(_folder["granted/later"]);
        Write(files, "later/file", FileMode.Create);
        Assert.AreEqual("written", Read(files, "later/file"));
        files.DeleteFile("later/file");
        Assert.IsFalse(files.FileExists("later/file"));
        Write(files, "later/file", FileMode.CreateNew);
        Assert.AreEqual("written", Read(files, "later/file"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(files, "later"));
    }

    [TestMethod]
    public void Pipes_sockets_and_devices_are_not_opened_and_none_is_waited_for()
    {
        Run("mkfifo", "granted/pipe");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["granted/socket"]));
        using var files = new FileCapability(
            new Grants { Read = NameGrant.Of(".", "/dev/null"), Write = NameGrant.Of(".", "/dev/null") }, Granted);

        foreach (var path in new[] { "pipe", "socket", "/dev/null" })
        {
            foreach (var access in new[] { FileAccess.Read, FileAccess.Write, FileAccess.ReadWrite })
            {
                var refused = Assert.ThrowsExactly<UnauthorizedAccessException>(
                    () => files.Open(path, FileMode.OpenOrCreate, access, FileShare.ReadWrite, 0, FileOptions.None));
                Assert.AreEqual($"Opening \"{path}\" is refused: it is a device, a pipe or a socket.", refused.Message);
            }
        }

        Assert.IsTrue(files.FileExists("pipe"));
        files.DeleteFile("pipe");
        Assert.IsFalse(files.FileExists("pipe"));
    }

    [TestMethod]
    public void A_file_with_a_second_name_is_read_and_not_written()
    {
        Run("ln", "outside/file", "granted/hard");
        using var files = Capability();
        using var everything = new FileCapability(new Grants { Write = NameGrant.All }, Granted);

        Assert.AreEqual("the secret", Read(files, "hard"));
        foreach (var mode in new[] { FileMode.Open, FileMode.Truncate, FileMode.Create, FileMode.Append, FileMode.OpenOrCreate })
        {
            var refused = Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, "hard", mode));
            Assert.AreEqual("Writing \"hard\" is refused: the file has other names too (hard links), which may lie outside of what is granted.", refused.Message);
        }

        Assert.AreEqual("the secret", File.ReadAllText(_folder["outside/file"]));
        Write(everything, "hard", FileMode.Create);
        files.DeleteFile("hard");
        Assert.AreEqual("written", File.ReadAllText(_folder["outside/file"]));
        Write(files, "hard", FileMode.CreateNew);
        Assert.AreEqual("written", Read(files, "hard"));
    }

    [TestMethod]
    public void A_second_name_of_a_denied_file_is_denied_too()
    {
        Run("ln", "outside/file", "granted/hard");
        using var files = new FileCapability(
            new Grants { Read = NameGrant.Of("."), DenyRead = ["../outside/file"] }, Granted);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(files, "hard"));
        Assert.IsFalse(files.FileExists("hard"));
    }

    [TestMethod]
    public void Links_to_doors_of_the_kernel_open_none()
    {
        foreach (var (name, target) in new[]
        {
            ("root", "/proc/self/root"), ("cwd", "/proc/self/cwd"), ("fd", "/proc/self/fd"), ("mem", "/proc/self/mem"), ("chain", "chain2"), ("chain2", "root"),
        })
        {
            File.CreateSymbolicLink(_folder[$"granted/{name}"], target);
        }

        using var part = Capability();
        using var everything = new FileCapability(new Grants { Read = NameGrant.All, Write = NameGrant.All }, Granted);
        foreach (var path in new[] { "root/etc/passwd", "chain/etc/passwd", "cwd/x", "fd/0", "mem", "root", "chain" })
        {
            Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(part, path), path);
            Assert.IsFalse(part.FileExists(path) || part.DirectoryExists(path), path);
            Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(part, path, FileMode.OpenOrCreate), path);
        }

        foreach (var path in new[] { "fd/0", "mem", "root/proc/self/environ", "/proc/self/environ", "/dev/null", "/sys/kernel/notes" })
        {
            Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(everything, path), path);
        }
    }

    [TestMethod]
    public void Names_are_taken_as_they_are()
    {
        using var files = Capability();
        var tooLong = new string('x', 300);
        var tooDeep = string.Concat(Enumerable.Repeat("sub/", 2_000)) + "file";

        Assert.ThrowsExactly<FileNotFoundException>(() => Read(files, "SUB/../WAY"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Read(files, "SUB/file"));
        Assert.ThrowsExactly<DirectoryNotFoundException>(() => Read(files, "Denied/file"));
        Assert.ThrowsExactly<PathTooLongException>(() => Read(files, tooLong));
        Assert.ThrowsExactly<PathTooLongException>(() => Write(files, tooLong, FileMode.Create));
        Assert.Throws<IOException>(() => Read(files, tooDeep));
        Assert.ThrowsExactly<ArgumentException>(() => Read(files, "sub/file\0"));
        Assert.Throws<ArgumentException>(() => Read(files, "\ud800"));
        Assert.ThrowsExactly<IOException>(() => Read(files, "sub/file/"));
        Assert.ThrowsExactly<IOException>(() => Read(files, "sub/file/more"));
        Assert.IsFalse(files.FileExists("sub/file/"));
        Assert.IsTrue(files.DirectoryExists("sub/"));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Write(files, "sub/new/", FileMode.Create));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Read(files, "sub/"));
        Write(files, "sub/ü\n..", FileMode.Create);
        Assert.Contains("sub/ü\n..", files.Enumerate("sub", "*", new EnumerationOptions(), true, true));
    }

    [TestMethod]
    public void A_stream_knows_its_file_and_locks_it_as_the_framework_does()
    {
        using var files = Capability();
        using var alone = (FileStream)files.Open("sub/file", FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.Asynchronous);

        Assert.AreEqual(_folder["granted/sub/file"], alone.Name);
        Assert.AreEqual(6, alone.Length);
        Assert.IsTrue(alone.CanSeek);
        Assert.ThrowsExactly<IOException>(() => Read(files, "sub/file"));
        Assert.ThrowsExactly<IOException>(() => File.ReadAllText(_folder["granted/sub/file"]));
        alone.Dispose();
        Assert.AreEqual("inside", Read(files, "sub/file"));
    }

    [TestMethod]
    public void A_list_is_read_as_often_as_it_is_asked_for()
    {
        using var files = Capability();
        var list = files.Enumerate("sub", "*", new EnumerationOptions(), true, true);

        Assert.AreEqual("sub/file", string.Join(',', list));
        Write(files, "sub/second", FileMode.Create);
        Assert.AreEqual("sub/file,sub/second", string.Join(',', list.Order(StringComparer.Ordinal)));
    }

    private FileCapability Capability() => new(
        new Grants
        {
            Read = NameGrant.Of("."),
            Write = NameGrant.Of("."),
            DenyRead = ["denied"],
            DenyWrite = ["denied"],
        },
        Granted);

    /// <summary>Swaps names again and again while the guest does what it does; what it is refused it bears.</summary>
    private static void Race(Action swap, Action[] actions)
    {
        var swapper = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Swaps; i++)
                {
                    swap();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        while (!swapper.IsCompleted)
        {
            foreach (var action in actions)
            {
                try
                {
                    action();
                }
                catch (Exception e) when (e is UnauthorizedAccessException or IOException)
                {
                    // Refused, or not there in this moment.
                }
            }
        }

        swapper.GetAwaiter().GetResult();
    }

    private void Rename(string from, string to)
    {
        using var directory = LinuxCalls.OpenRoot(Granted, out _)!;
        Assert.AreEqual(0, LinuxCalls.Rename(directory, from, directory, to, overwrite: true), from);
    }

    /// <summary>Lets two names change places in one step.</summary>
    private static void Exchange(string one, string other)
    {
        const int CurrentDirectory = -100;
        const uint ExchangeThem = 2;
        Assert.AreEqual(0, renameat2(CurrentDirectory, one, CurrentDirectory, other, ExchangeThem));
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromDirectory, string from, int toDirectory, string to, uint flags);

    private static string Snapshot(string directory) => string.Join('\n', new DirectoryInfo(directory)
        .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
        .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
        .Select(entry => $"{entry.FullName} {entry.LastWriteTimeUtc:O} {(entry is FileInfo file ? File.ReadAllText(file.FullName) : "")}"));

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.Path })!;
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode);
    }

    private static string Read(FileCapability files, string path)
    {
        using var stream = files.Open(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 4096, FileOptions.None);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static void Write(FileCapability files, string path, FileMode mode)
    {
        using var stream = files.Open(path, mode, FileAccess.Write, FileShare.ReadWrite, 0, FileOptions.None);
        stream.Write("written"u8);
    }
}
