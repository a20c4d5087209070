using System.IO.Compression;
using System.Text;
using RExecIL.Files;
using RExecIL.Testing;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Files that the host serves.</summary>
[TestClass]
public sealed class MountTests
{
    private static readonly string Root = OperatingSystem.IsWindows() ? @"C:\served" : "/served";

    [TestMethod]
    public void A_guest_uses_files_in_memory_as_any_others()
    {
        var tree = new MemoryFileTree();
        tree.Write("in/numbers.csv", "1;2\n3;4\n"u8);
        var (outcome, output) = Run(
            $$"""
            var numbers = File.ReadLines("{{Quoted}}/in/numbers.csv").Sum(line => line.Split(';').Sum(int.Parse));
            Directory.CreateDirectory("{{Quoted}}/out/deep");
            File.WriteAllText("{{Quoted}}/out/deep/sum.txt", numbers.ToString());
            using (var file = new FileStream("{{Quoted}}/out/file", FileMode.Create))
            using (var writer = new StreamWriter(file))
            {
                writer.Write("through a FileStream");
            }

            using (var file = File.OpenRead("{{Quoted}}/out/file"))
            {
                file.Seek(10, SeekOrigin.Begin);
                Console.WriteLine(new StreamReader(file).ReadToEnd());
            }

            File.Move("{{Quoted}}/out/file", "{{Quoted}}/out/moved");
            File.Copy("{{Quoted}}/out/moved", "{{Quoted}}/out/copied");
            Directory.Move("{{Quoted}}/out/deep", "{{Quoted}}/out/shallow");
            File.Delete("{{Quoted}}/out/copied");
            foreach (var file in Directory.EnumerateFiles("{{Quoted}}", "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                Console.WriteLine(file.Replace('\\', '/') + " " + new FileInfo(file).Length);
            }

            Directory.SetCurrentDirectory("{{Quoted}}/out");
            Console.WriteLine(File.Exists("moved") && !File.Exists("copied") && Directory.Exists("shallow"));
            try { Directory.Delete("shallow"); } catch (IOException) { Console.WriteLine("not empty"); }
            try { File.ReadAllText("none"); } catch (FileNotFoundException) { Console.WriteLine("no file"); }
            try { File.WriteAllText("none/x", ""); } catch (DirectoryNotFoundException) { Console.WriteLine("no directory"); }
            try { new FileStream("moved", FileMode.CreateNew); } catch (IOException) { Console.WriteLine("exists"); }
            Directory.Delete("shallow", recursive: true);
            """,
            new Mount(Root, tree, IsWritable: true));

        Assert.IsInstanceOfType<Outcome<int>.Returned>(outcome, outcome.ToString());
        Assert.AreEqual(
            $"FileStream\n{Slashed}/in/numbers.csv 8\n{Slashed}/out/moved 20\n{Slashed}/out/shallow/sum.txt 2\nTrue\nnot empty\nno file\nno directory\nexists\n",
            output);
        Assert.AreEqual("through a FileStream", Encoding.UTF8.GetString(tree.Read("out/moved")!));
        Assert.IsNull(tree.Read("out/shallow/sum.txt"));
    }

    /// <summary>Streams over files of the sandbox run no code of others, and are compressed like any.</summary>
    [TestMethod]
    public void Files_are_compressed_and_expanded_wherever_they_are()
    {
        using var folder = new TemporaryFolder();
        foreach (var place in new[] { Quoted, folder.Path.Replace("\\", "\\\\", StringComparison.Ordinal) })
        {
            var (outcome, output) = Run(
                $$"""
                using System.IO.Compression;
                using (var zipped = new GZipStream(File.Create("{{place}}/x.gz"), CompressionMode.Compress)) { zipped.Write("hello"u8); }
                using var expanded = new GZipStream(File.OpenRead("{{place}}/x.gz"), CompressionMode.Decompress);
                Console.Write(new StreamReader(expanded).ReadToEnd());
                """,
                Script.Granting(Capability.Read | Capability.Write, [folder.Path]),
                new Mount(Root, new MemoryFileTree(), IsWritable: true));

            Assert.IsInstanceOfType<Outcome<int>.Returned>(outcome, outcome.ToString());
            Assert.AreEqual("hello", output);
        }
    }

    [TestMethod]
    public void An_archive_is_read_and_never_written()
    {
        using var tree = new ZipFileTree(Archive(("a.txt", "one"), ("dir/b.txt", "two"), ("../evil.txt", "x"), ("/rooted.txt", "x"), ("a.txt/c", "x")));
        var (outcome, output) = Run(
            $$"""
            Console.WriteLine(string.Join(' ', Directory.GetFileSystemEntries("{{Quoted}}", "*", SearchOption.AllDirectories).Select(Path.GetFileName).Order(StringComparer.Ordinal)));
            Console.WriteLine(File.ReadAllText("{{Quoted}}/a.txt") + File.ReadAllText("{{Quoted}}/dir/b.txt"));
            try { File.WriteAllText("{{Quoted}}/a.txt", "x"); } catch (UnauthorizedAccessException e) { Console.WriteLine(e.Message.Replace('\\', '/')); }
            try { File.Delete("{{Quoted}}/a.txt"); } catch (UnauthorizedAccessException) { Console.WriteLine("kept"); }
            """,
            new Mount(Root, tree),
            new Mount(Path.Combine(Root, "dir", "deeper"), new MemoryFileTree(), IsWritable: true));

        Assert.IsInstanceOfType<Outcome<int>.Returned>(outcome, outcome.ToString());
        Assert.AreEqual(
            $"a.txt b.txt dir\nonetwo\nWriting to \"{Slashed}/a.txt\" is refused: the host serves it for reading only.\nkept\n", output);
    }

    [TestMethod]
    public void A_mount_for_reading_grants_no_writing()
    {
        var outcome = Run($"File.WriteAllText(\"{Quoted}/x\", \"y\");", new Mount(Root, new MemoryFileTree())).Outcome;
        Assert.AreEqual("System.UnauthorizedAccessException", ((Outcome<int>.Threw)outcome).Exception.TypeName);
    }

    [TestMethod]
    [DataRow("a", "outside")]
    public void What_is_outside_of_a_mount_stays_denied(string name, string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], text);
        var tree = new MemoryFileTree();
        using var files = new FileCapability(Grants.Nothing, folder.Path, [new Mount(Root, tree, IsWritable: true)]);

        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.Open(folder[name], FileMode.Open, FileAccess.Read, FileShare.Read, 0, 0));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.Open(Path.Combine(Root, "..", name), FileMode.Open, FileAccess.Read, FileShare.Read, 0, 0));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.Open(Root + "-not", FileMode.Open, FileAccess.Read, FileShare.Read, 0, 0));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.DeleteDirectory(Root, recursive: true));
    }

    /// <summary>What the disk has at the path of a mount, links included, is not there for guests.</summary>
    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void The_disk_below_a_mount_is_hidden()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["mount"]);
        File.WriteAllText(folder["mount/secret"], "secret");
        Directory.CreateSymbolicLink(folder["way"], folder["mount"]);
        using var files = new FileCapability(
            new Grants { Capabilities = Capability.Read, Read = NameGrant.Of([folder.Path]), DenyRead = [folder["mount"]] },
            folder.Path,
            [new Mount(folder["mount"], new MemoryFileTree())]);

        Assert.ThrowsExactly<FileNotFoundException>(() => files.Open(folder["mount/secret"], FileMode.Open, FileAccess.Read, FileShare.Read, 0, 0));
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => files.Open(folder["way/secret"], FileMode.Open, FileAccess.Read, FileShare.Read, 0, 0));
    }

    [TestMethod]
    public void A_tree_in_memory_has_a_size()
    {
        var tree = new MemoryFileTree(maxSize: 1000, maxEntries: 3);
        tree.Write("a/b", new byte[600]);

        Assert.ThrowsExactly<IOException>(() => tree.Write("a/c", new byte[401]));
        using (var open = tree.Open("a/b", FileMode.Open, FileAccess.ReadWrite))
        {
            Assert.ThrowsExactly<IOException>(() => open.SetLength(1001));
            tree.Delete("a/b");
            Assert.ThrowsExactly<IOException>(() => open.Write(new byte[10]));
        }

        tree.Write("a/c", new byte[1000]);
        Assert.ThrowsExactly<IOException>(() => tree.Write("x/y", []));
        tree.Delete("a/c");
        using var sparse = tree.Open("a/d", FileMode.CreateNew, FileAccess.ReadWrite);
        sparse.Position = long.MaxValue - 1;
        Assert.AreEqual(0, sparse.Read(new byte[1], 0, 1));
        Assert.ThrowsExactly<IOException>(() => sparse.WriteByte(1));
    }

    [TestMethod]
    public void An_entry_of_an_archive_that_expands_too_far_is_not_served()
    {
        using var tree = new ZipFileTree(Archive(("bomb", new string('0', 100_000))), maxFileSize: 99_999);

        Assert.ThrowsExactly<IOException>(() => tree.Open("bomb", FileMode.Open, FileAccess.Read));
    }

    [TestMethod]
    public void Mounts_have_absolute_paths_of_their_own()
    {
        var tree = new MemoryFileTree();
        Assert.ThrowsExactly<ArgumentException>(() => new FileCapability(Grants.Nothing, Root, [new Mount("relative", tree)]));
        Assert.ThrowsExactly<ArgumentException>(() => new FileCapability(Grants.Nothing, Root, [new Mount(Root, tree), new Mount(Root + Path.DirectorySeparatorChar, tree)]));
    }

    private static string Quoted => Root.Replace("\\", "\\\\", StringComparison.Ordinal);

    private static string Slashed => Root.Replace('\\', '/');

    private static MemoryStream Archive(params (string Name, string Text)[] files)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(text);
            }
        }

        stream.Position = 0;
        return stream;
    }

    private static Policy Script => Policy.Preset("script", InstalledRuntime.Catalog);

    private static (Outcome<int> Outcome, string Output) Run(string code, params IReadOnlyList<Mount> mounts) => Run(code, Script, mounts);

    private static (Outcome<int> Outcome, string Output) Run(string code, Policy policy, params IReadOnlyList<Mount> mounts)
    {
        var output = new StringWriter { NewLine = "\n" };
        var rexec = new Rexec(new RexecOptions { Policy = policy, Mounts = mounts, Out = output });
        var guest = CSharpFixture.Compile($"using System; using System.IO; using System.Linq; {code}", exe: true);
        return rexec.Load(guest) switch
        {
            { IsAccepted: true } loaded => (rexec.Run(loaded.Value, []), output.ToString().ReplaceLineEndings("\n")),
            var refused => (new Outcome<int>.Denied(refused.Diagnostics[0].Message), ""),
        };
    }
}
