using System.Text;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Policies;

namespace RExecIL.Loader.Tests;

/// <summary>Assemblies of one sandbox that hold different grants: whoever's code asks, decides.</summary>
[TestClass]
public sealed class AssemblyGrantsTests
{
    private const string Library =
        """
        using System;
        using System.IO;
        using System.Threading.Tasks;
        using System.Runtime.CompilerServices;

        public interface IReads { static abstract string Read(string path); }

        public class Reading
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public static string Inlined(string path) => File.ReadAllText(path);
            public static string Generic<T>(T path) => File.ReadAllText(path.ToString());
            public static string Through<T>(string path) where T : IReads => T.Read(path);
            public static async Task<string> Later(string path) { await Task.Yield(); return File.ReadAllText(path); }
            public static Func<string, string> Lent() => File.ReadAllText;
            public static string Calls(Func<string, string> read, string path) => read(path);
            public virtual string Virtual(string path) => File.ReadAllText(path);
            public static FileInfo Named(string path) => new FileInfo(path);
            public static long LengthOf(FileInfo file) => file.Length;
            public static string Variable(string name) => Environment.GetEnvironmentVariable(name);
            public static void Set(string name, string value) => Environment.SetEnvironmentVariable(name, value);
            public static void Enter(string path) => Directory.SetCurrentDirectory(path);
            public static string Closure(string path) { Func<string> read = () => File.ReadAllText(path); return read(); }
            public static System.Collections.Generic.IEnumerable<string> Steps(string path) { yield return File.ReadAllText(path); }
        }
        """;

    private const string Program =
        """
        using System;
        using System.IO;
        using System.Linq;
        using System.Threading.Tasks;

        class Own : Reading, IReads
        {
            public static string Read(string path) => File.ReadAllText(path);
            public override string Virtual(string path) => File.ReadAllText(path);
        }

        class Box<T> { public static string Read(string path) => File.ReadAllText(path); }

        static class Program
        {
            static void Try(string what, Func<string> read)
            {
                try { Console.WriteLine(what + ": " + read()); }
                catch (UnauthorizedAccessException) { Console.WriteLine(what + ": denied"); }
            }

            static async Task Main(string[] paths)
            {
                string mine = paths[0], its = paths[1];
                Try("own", () => File.ReadAllText(mine));
                Try("other's", () => File.ReadAllText(its));
                Try("inlined mine", () => Reading.Inlined(mine));
                Try("inlined its", () => Reading.Inlined(its));
                Try("generic over my type", () => Reading.Generic(new Path_(mine)));
                Try("generic its", () => Reading.Generic(new Path_(its)));
                Try("my body through its generic", () => Reading.Through<Own>(mine));
                Try("its through my body", () => Reading.Through<Own>(its));
                Try("my generic over its type", () => Box<Reading>.Read(its));
                Try("virtual of mine, its file", () => ((Reading)new Own()).Virtual(its));
                Try("virtual of its, its file", () => new Reading().Virtual(its));
                Try("lent delegate", () => Reading.Lent()(its));
                Try("lent delegate, mine", () => Reading.Lent()(mine));
                Try("my delegate called by it", () => Reading.Calls(File.ReadAllText, mine));
                Try("my delegate called by it, its", () => Reading.Calls(File.ReadAllText, its));
                Try("its path, my use", () => Reading.Named(its).Length.ToString());
                Try("my path, its use", () => Reading.LengthOf(new FileInfo(mine)).ToString());
                Try("its closure", () => Reading.Closure(mine));
                Try("its steps", () => string.Concat(Reading.Steps(mine)));
                Try("variable of it", () => Environment.GetEnvironmentVariable("REXEC_TEST_LIBRARY") ?? "none");
                Try("variable by it", () => Reading.Variable("REXEC_TEST_LIBRARY"));
                Reading.Set("REXEC_TEST_PROGRAM", "forged");
                Try("variable that it has set", () => Environment.GetEnvironmentVariable("REXEC_TEST_PROGRAM"));
                Reading.Enter(Path.GetDirectoryName(its));
                Try("relative after it went elsewhere", () => File.ReadAllText("file.txt"));
                Try("relative by it", () => Reading.Inlined("file.txt"));
                try { Console.WriteLine("async mine: " + await Reading.Later(mine)); }
                catch (UnauthorizedAccessException) { Console.WriteLine("async mine: denied"); }
                Console.WriteLine("async its: " + await Reading.Later(its));
                Try("own at last", () => File.ReadAllText(mine));
            }

            record Path_(string Value) { public override string ToString() => Value; }
        }
        """;

    [TestMethod]
    public void Whoevers_code_asks_decides_whatever_way_leads_there()
    {
        using var folder = new TemporaryFolder();
        string[] paths = ["mine", "its"];
        foreach (var name in paths)
        {
            Directory.CreateDirectory(Path.Combine(folder.Path, name));
            File.WriteAllText(Path.Combine(folder.Path, name, "file.txt"), name);
        }

        Environment.SetEnvironmentVariable("REXEC_TEST_LIBRARY", "library");
        Environment.SetEnvironmentVariable("REXEC_TEST_PROGRAM", "program");
        var policy = PolicyReader.Read("test", Encoding.UTF8.GetBytes(
            """
            {
              "extends": "script",
              "assemblies": {
                "Program": { "read": ["mine"], "env": ["REXEC_TEST_PROGRAM"] },
                "Library": { "read": ["its"], "env": ["REXEC_TEST_LIBRARY"] }
              }
            }
            """), InstalledRuntime.Catalog).Value.RelativeTo(folder.Path);
        var library = CSharpFixture.Compile(Library, "Library");
        var output = new StringWriter();
        var rexec = new Rexec(new RexecOptions
        {
            Policy = policy,
            Hooks = new OneModule(library),
            In = TextReader.Null,
            Out = output,
            Error = TextWriter.Null,
        });

        var loaded = rexec.Load(CSharpFixture.Compile(Program, "Program", exe: true, references: CSharpFixture.ReferenceTo(library)));
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics));
        var outcome = rexec.Run(loaded.Value, [.. paths.Select(name => Path.Combine(folder.Path, name, "file.txt"))]);

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome);
        Assert.AreEqual(
            """
            own: mine
            other's: denied
            inlined mine: denied
            inlined its: its
            generic over my type: denied
            generic its: its
            my body through its generic: mine
            its through my body: denied
            my generic over its type: denied
            virtual of mine, its file: denied
            virtual of its, its file: its
            lent delegate: its
            lent delegate, mine: denied
            my delegate called by it: mine
            my delegate called by it, its: denied
            its path, my use: denied
            my path, its use: denied
            its closure: denied
            its steps: denied
            variable of it: denied
            variable by it: library
            variable that it has set: program
            relative after it went elsewhere: denied
            relative by it: its
            async mine: denied
            async its: its
            own at last: mine

            """.ReplaceLineEndings("\n"),
            output.ToString().ReplaceLineEndings("\n"));
        Assert.IsTrue(rexec.Unload(loaded.Value).Collected);
    }

    /// <summary>What no sandbox can mend: a library that reads for whoever asks lends its power.</summary>
    [TestMethod]
    public void An_assembly_that_reads_for_others_is_their_deputy()
    {
        using var folder = new TemporaryFolder();
        var secret = Path.Combine(folder.Path, "secret.txt");
        File.WriteAllText(secret, "the deputy's");
        var library = CSharpFixture.Compile("public static class Deputy { public static string Read(string path) => System.IO.File.ReadAllText(path); }", "Library");
        var policy = PolicyReader.Read(
            "test", """{ "extends": "script", "assemblies": { "Library": { "read": ["."] } } }"""u8.ToArray(), InstalledRuntime.Catalog).Value;
        var output = new StringWriter();
        var rexec = new Rexec(new RexecOptions { Policy = policy.RelativeTo(folder.Path), Hooks = new OneModule(library), Out = output });

        const string Main = "static class Program { static void Main(string[] paths) => System.Console.Write(Deputy.Read(paths[0])); }";
        var guest = rexec.Load(CSharpFixture.Compile(Main, "Program", exe: true, references: CSharpFixture.ReferenceTo(library))).Value;
        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(guest, [secret]));
        Assert.AreEqual("the deputy's", output.ToString());

        // Without the deputy its code may not even name what reads files.
        var refused = rexec.Load(CSharpFixture.Compile(
            "static class Program { static void Main(string[] paths) => System.IO.File.ReadAllText(paths[0]); }", "Other", exe: true));
        Assert.AreEqual("RX2001", refused.Diagnostics.Single().Id);
    }

    [TestMethod]
    public void No_guest_can_name_the_handle_of_another()
    {
        var library = CSharpFixture.Compile("public static class Reading { public static string Read(string path) => System.IO.File.ReadAllText(path); }", "Library");
        var thief = IlFixture.Assemble(
            """
            .assembly extern Library {}
            .assembly extern RExecIL.Runtime {}
            .class public Program
            {
                .method public static int32 Main() cil managed
                {
                    .entrypoint
                    ldsfld class [RExecIL.Runtime]RExecIL.Runtime.Sandbox [Library]RExecIL.Generated.GuestContext::Sandbox
                    pop
                    ldc.i4.0
                    ret
                }
            }
            """,
            name: "Thief",
            exe: true);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = PolicyReader.Read(
                "test", """{ "extends": "script", "assemblies": { "Library": { "read": ["."] } } }"""u8.ToArray(), InstalledRuntime.Catalog).Value,
            Hooks = new OneModule(library),
        });

        Assert.IsFalse(rexec.Load(thief).IsAccepted);
    }

    /// <summary>Each may name the other's client, and neither gets the other's hosts by it, nor those of connections that are open.</summary>
    [TestMethod]
    public void Hosts_are_those_of_the_assembly_whose_code_asks()
    {
        var library = CSharpFixture.Compile(
            """
            using System.Net.Http;
            using System.Threading.Tasks;
            public static class Sending
            {
                public static readonly HttpClient Client = new();
                public static async Task<string> Get(HttpClient client, string address)
                {
                    try { return await client.GetStringAsync(address); } catch (HttpRequestException e) { return e.Message; }
                }
            }
            """,
            "Library");
        var program = CSharpFixture.Compile(
            """
            using System;
            using System.Net.Http;
            async System.Threading.Tasks.Task<string> Get(HttpClient client, string address)
            {
                try { return await client.GetStringAsync(address); } catch (HttpRequestException e) { return e.Message; }
            }
            using var own = new HttpClient();
            Console.WriteLine(await Get(own, "http://program.test/"));
            Console.WriteLine(await Get(Sending.Client, "http://program.test/"));
            Console.WriteLine(await Get(own, "http://library.test/"));
            Console.WriteLine(await Get(Sending.Client, "http://library.test/"));
            Console.WriteLine(await Sending.Get(own, "http://program.test/"));
            Console.WriteLine(await Sending.Get(own, "http://library.test/"));
            """,
            "Program",
            exe: true,
            references: [CSharpFixture.ReferenceTo(library)]);
        var resolved = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var output = new StringWriter { NewLine = "\n" };
        var rexec = new Rexec(new RexecOptions
        {
            Policy = PolicyReader.Read(
                "test",
                """{ "extends": "script", "assemblies": { "Program": { "net": ["program.test"] }, "Library": { "net": ["library.test"] } } }"""u8.ToArray(),
                InstalledRuntime.Catalog).Value,
            Hooks = new OneModule(library),
            Out = output,
            Resolver = (name, _) =>
            {
                resolved.Enqueue(name);
                return Task.FromResult<System.Net.IPAddress[]>([System.Net.IPAddress.Loopback]);
            },
        });
        var loaded = rexec.Load(program);
        Assert.IsTrue(loaded.IsAccepted, string.Join('\n', loaded.Diagnostics.Select(found => found.Message)));

        Assert.AreEqual(new Outcome<int>.Returned(0), rexec.Run(loaded.Value, []));

        const string Sent = "the address that";
        CollectionAssert.AreEqual(
            new[] { true, true, false, false, false, true },
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Contains(Sent, StringComparison.Ordinal)).ToArray(),
            output.ToString());
        CollectionAssert.AreEqual(new[] { "program.test", "program.test", "library.test" }, resolved.ToArray());
        Assert.IsTrue(rexec.Unload().Collected);
    }

    private sealed class OneModule(GuestImage module) : IRHooks
    {
        public GuestImage? FindModule(string simpleName) => simpleName == "Library" ? module : null;
    }
}
