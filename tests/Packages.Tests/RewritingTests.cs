using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Policies;
using RExecIL.Verifier.Rewriting;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Packages.Tests;

/// <summary>What the JIT compiles of real code it also compiles after rewriting.</summary>
/// <remarks>
/// Findings are set aside here: the rewriter is to write sound code of whatever it gets, and few packages use no more
/// than the policy allows. What it writes goes through all checks again, which must find nothing that they did not find
/// before.
/// </remarks>
[TestClass]
public sealed partial class RewritingTests
{
    private static readonly Policy Granted = Subjects.Script.Granting(
        Capability.Console | Capability.Import | Capability.Read | Capability.Write | Capability.Environment);

    [TestMethod]
    [DataRow("Acornima")]
    [DataRow("AnyAscii")]
    [DataRow("Ardalis.GuardClauses")]
    [DataRow("CSharpFunctionalExtensions")]
    [DataRow("CsvHelper")]
    [DataRow("DiffPlex")]
    [DataRow("ErrorOr")]
    [DataRow("F23.StringSimilarity")]
    [DataRow("FluentValidation")]
    [DataRow("Fractions")]
    [DataRow("FuzzySharp")]
    [DataRow("Hashids.net")]
    [DataRow("Humanizer")]
    [DataRow("Jint")]
    [DataRow("Markdig")]
    [DataRow("MathNet.Numerics")]
    [DataRow("MoreLinq")]
    [DataRow("NCrontab")]
    [DataRow("Newtonsoft.Json")]
    [DataRow("Nito.Collections.Deque")]
    [DataRow("NodaTime")]
    [DataRow("OneOf")]
    [DataRow("Pluralize.NET")]
    [DataRow("Scriban.Signed")]
    [DataRow("SimMetrics.Net")]
    [DataRow("Sprache")]
    [DataRow("Stateless")]
    [DataRow("Superpower")]
    [DataRow("Wcwidth")]
    [DataRow("YamlDotNet")]
    public void A_rewritten_package_compiles_where_the_original_does(string assembly)
    {
        var originals = ReadAll(assembly);

        // Every other one with fuel, whose charges stand beside all other guards.
        var metersFuel = assembly.Length % 2 == 0;
        var rewritten = originals.ConvertAll(module => Read(Rewrite(Context(module, originals, ImageOrigin.Guest), metersFuel)));
        using var folder = new TemporaryFolder();
        foreach (var module in rewritten)
        {
            File.WriteAllBytes(folder[module.Name + ".dll"], module.Contents.Image.Bytes);
        }

        var known = Findings(originals, ImageOrigin.Guest);
        Assert.AreEqual("", Text(Findings(rewritten, ImageOrigin.Rewriter).Except(known)));
        var (before, after) = (Compile(Subjects.Packages, assembly), Compile(folder.Path, assembly));

        Assert.AreEqual("", Text(after.Refused.Except(before.Refused).Where(refused => !IsOfArguments(refused))));
        Assert.IsGreaterThanOrEqualTo(before.Compiled, after.Compiled);
        Assert.IsGreaterThan(0, before.Compiled);
    }

    /// <summary>Whether an equality that the original has not is refused for the arguments alone that were tried for its type.</summary>
    private static bool IsOfArguments(string refused) =>
        (refused.Contains("::Boolean Equals(System.Object) <", StringComparison.Ordinal) || refused.Contains("::Int32 GetHashCode() <", StringComparison.Ordinal))
        && refused.Contains("violates the constraint of type parameter", StringComparison.Ordinal);

    /// <summary>The whole of a library that the policy refuses, under guards, with the findings set aside.</summary>
    [TestMethod]
    public void A_library_under_guards_reads_and_writes_the_same_documents()
    {
        var library = Subjects.Packaged("Newtonsoft.Json");
        var program = CSharpFixture.Compile(Documents, "Documents", exe: true, references: [CSharpFixture.ReferenceTo(library)]);
        var expected = RunUnguarded(program);
        Assert.AreEqual(400, expected.AsSpan().Count('\n'));

        var originals = new List<GuestModule> { Read(program), Read(library) };
        var images = originals.ConvertAll(module =>
            new TrustedImage(module.Name, Rewrite(Context(module, originals, ImageOrigin.Guest), metersFuel: false).Bytes.ToArray()));
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        var rexec = new Rexec(new RexecOptions
        {
            Policy = Granted,
            Quota = new Quota { MaxTime = TimeSpan.FromMinutes(1), MaxAllocation = 2_000_000_000 },
            In = TextReader.Null,
            Out = output,
            Error = output,
        });
        var outcome = rexec.Run(rexec.Load(new TrustedClosure(images[0], [images[1]])).Value, []);

        Assert.AreEqual(new Outcome<int>.Returned(0), outcome, output.ToString());
        Assert.AreEqual(expected, output.ToString().ReplaceLineEndings("\n"));
    }

    /// <summary>Writes random documents, reads them in each way that the library has, and tells what it got.</summary>
    private const string Documents =
        """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Text;
        using Newtonsoft.Json;
        using Newtonsoft.Json.Linq;

        public static class Program
        {
            public static void Main() => Console.Write(Tell());

            public static string Tell()
            {
                var random = new Random(20260101);
                var told = new StringBuilder();
                for (var number = 0; number < 400; number++)
                {
                    var document = Value(random, 0);
                    var text = document.ToString(number % 2 == 0 ? Formatting.Indented : Formatting.None);
                    var read = JToken.Parse(text);
                    var copy = read.DeepClone();
                    var numbers = copy.SelectTokens("$..*").Count(token => token.Type == JTokenType.Integer);
                    var tokens = 0;
                    using (var reader = new JsonTextReader(new StringReader(text))) { while (reader.Read()) { tokens += (int)reader.TokenType + reader.Depth; } }
                    var writer = new StringWriter();
                    using (var json = new JsonTextWriter(writer) { Formatting = Formatting.Indented, QuoteChar = '\'' }) { copy.WriteTo(json); }
                    var failure = "";
                    try { JToken.Parse(text.Substring(0, text.Length / 2) + "]}"); } catch (JsonReaderException exception) { failure = exception.Message; }
                    told.Append(JToken.DeepEquals(document, read)).Append(' ').Append(numbers).Append(' ').Append(tokens).Append(' ')
                        .Append(failure).Append(' ').Append(JsonConvert.ToString(writer.ToString())).Append(' ').Append(JsonConvert.SerializeObject(read)).Append('\n');
                }

                return told.ToString();
            }

            static JToken Value(Random random, int depth)
            {
                switch (random.Next(depth > 4 ? 6 : 9))
                {
                    case 0: return random.Next();
                    case 1: return random.NextDouble() * 1e9;
                    case 2: return random.Next(2) == 0;
                    case 3: return JValue.CreateNull();
                    case 4: return new string(Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(1, 0x500)).ToArray());
                    case 5: return new DateTime(2000, 1, 1).AddMinutes(random.Next(10_000_000));
                    case 6: return new JArray(Enumerable.Range(0, random.Next(6)).Select(_ => Value(random, depth + 1)).ToArray());
                    default:
                        var made = new JObject();
                        for (var count = random.Next(6); count > 0; count--) { made["k" + random.Next(20)] = Value(random, depth + 1); }
                        return made;
                }
            }
        }
        """;

    private static string RunUnguarded(GuestImage program)
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext("unguarded", isCollectible: true);
        context.Resolving += (_, name) => context.LoadFromAssemblyPath(Subjects.PathOfPackaged(name.Name!));
        var tell = context.LoadFromStream(new MemoryStream(program.Bytes.ToArray())).GetType("Program")!.GetMethod("Tell")!;
        var told = (string)tell.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;
        context.Unload();
        return told;
    }

    private static string Text(IEnumerable<string> lines) => string.Join('\n', lines.Take(20));

    /// <summary>An assembly and those that it needs.</summary>
    private static List<GuestModule> ReadAll(string assembly)
    {
        var found = new List<GuestModule> { Read(Subjects.Packaged(assembly)) };
        var hooks = new DirectoryHooks(Subjects.Packages);
        for (var index = 0; index < found.Count; index++)
        {
            found.AddRange(found[index].Contents.AssemblyReferences.Items
                .Where(name => InstalledRuntime.Catalog.KindOf(name) is null)
                .Where(name => !found.Exists(module => module.Name == name))
                .Select(hooks.FindModule)
                .OfType<GuestImage>()
                .Select(Read)
                .ToList());
        }

        return found;
    }

    /// <summary>The model of an image, which can be read whatever it uses.</summary>
    private static GuestModule Read(GuestImage image)
    {
        var read = ScreenedImage.Open(image, Limits.Default)
            .Then(screened => ModuleReader.Read(screened, InstalledRuntime.Catalog));
        Assert.IsTrue(read.IsAccepted, Subjects.Text(read.Diagnostics));
        return read.Value;
    }

    private static RuleContext Context(GuestModule module, List<GuestModule> closure, ImageOrigin origin) =>
        new(module, new AssemblyClosure(InstalledRuntime.Catalog, closure), Granted, origin);

    /// <summary>The rewriter behind the door that only a proof opens.</summary>
    private static GuestImage Rewrite(RuleContext context, bool metersFuel)
    {
        var rewrite = typeof(RewritingPipeline).GetMethod("Rewrite", BindingFlags.Static | BindingFlags.NonPublic)!;
        var stackAllocations = new List<StackAllocation>();
        _ = TypeSafeModule.Check(context, stackAllocations);
        var image = (RewrittenImage)rewrite.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context, stackAllocations, metersFuel], null)!;
        return new GuestImage(image.Name, image.Bytes);
    }

    private static HashSet<string> Findings(List<GuestModule> modules, ImageOrigin origin) =>
    [
        .. modules.SelectMany(module => Findings(Context(module, modules, origin))
            .Select(found => $"{found.Location.Assembly}: {found.Id}: {Place().Replace(found.Message, "")}")),
    ];

    /// <summary>Where an instruction stands, which rewriting changes.</summary>
    [GeneratedRegex(@"IL_[0-9A-F]+")]
    private static partial Regex Place();

    /// <summary>What the rules find, and what is unsafe wherever it stands, although the rules found something.</summary>
    private static IEnumerable<Diagnostic> Findings(RuleContext context)
    {
        var unproven = (PermittedModule)Activator.CreateInstance(
            typeof(PermittedModule), BindingFlags.Instance | BindingFlags.NonPublic, null, [context], null)!;
        return PermittedModule.Check(context).Diagnostics.Concat(TypeSafeModule.Check(unproven).Diagnostics);
    }

    /// <summary>How many methods the JIT compiles, and those that it refuses.</summary>
    private static (int Compiled, HashSet<string> Refused) Compile(string folder, string assembly)
    {
        var result = ChildProcess.Run(
            ChildProcess.Dotnet,
            ["exec", Subjects.PathOf("MethodPreparation"), folder, assembly],
            timeout: TimeSpan.FromMinutes(5));
        Assert.AreEqual(0, result.ExitCode, result.ToString());
        var compiled = int.Parse(result.Error.Split(' ')[0], CultureInfo.InvariantCulture);
        return (compiled, [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
