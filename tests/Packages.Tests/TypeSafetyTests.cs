using System.Globalization;
using System.Text;
using System.Xml.Linq;
using RExecIL.Testing;
using RExecIL.Verifier;
using RExecIL.Verifier.Diagnostics;
using RExecIL.Verifier.Images;
using RExecIL.Verifier.Metadata;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Packages.Tests;

/// <summary>What the verifier of type safety says of every body of popular packages, whatever the policy says of them.</summary>
/// <remarks>
/// The verified text names each refused body; docs/type-safety.md has the same numbers and says why. One number that goes
/// up is a false rejection or a new rule, one that goes down may be a hole: read the difference.
/// </remarks>
[TestClass]
public sealed class TypeSafetyTests
{
    /// <summary>The packages in the order of the table; those whose assembly is called otherwise with its name.</summary>
    private static readonly (string Package, string Assembly)[] Packages =
    [
        .. new[]
        {
            "Acornima", "AngleSharp", "Antlr4.Runtime.Standard", "Autofac", "AutoMapper", "BouncyCastle.Cryptography",
            "Castle.Core", "CommandLineParser CommandLine", "CSharpFunctionalExtensions", "CsvHelper", "Dapper",
            "FluentValidation", "FSharp.Core", "Google.Protobuf", "HtmlAgilityPack", "Humanizer.Core Humanizer",
            "ICSharpCode.Decompiler", "Jint", "LiteDB", "Markdig", "MathNet.Numerics", "MessagePack",
            "Microsoft.CodeAnalysis.Common Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp",
            "Microsoft.CodeAnalysis.VisualBasic", "MoreLinq", "Newtonsoft.Json", "NLog", "NodaTime", "Polly.Core",
            "RestSharp", "Scriban.Signed", "Serilog", "SharpZipLib ICSharpCode.SharpZipLib", "Sprache", "Stateless",
            "Superpower", "System.Reactive", "YamlDotNet",
        }.Select(names => names.Split(' ')).Select(names => (names[0], names[^1])),
    ];

    private static readonly Lazy<IReadOnlyList<Row>> Rows = new(Measure);

    [TestMethod]
    public void The_refused_bodies_are_the_reviewed_ones()
    {
        var text = new StringBuilder();
        foreach (var line in Table())
        {
            text.Append(line).Append('\n');
        }

        foreach (var row in Rows.Value.Where(row => row.Refused.Count > 0))
        {
            text.Append('\n').Append(row.Package).Append('\n');
            foreach (var body in row.Refused)
            {
                text.Append("    ").Append(body).Append('\n');
            }
        }

        Snapshot.Match(text.ToString());
    }

    [TestMethod]
    public void Of_a_thousand_bodies_998_pass()
    {
        var (bodies, refused) = (Rows.Value.Sum(row => row.Bodies), Rows.Value.Sum(row => row.Refused.Count));
        Assert.IsGreaterThan(150_000, bodies);
        Assert.IsGreaterThanOrEqualTo(0.998, (bodies - refused) / (double)bodies);
    }

    [TestMethod]
    public void The_documentation_has_the_same_table()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "type-safety.md"));
        foreach (var line in Table())
        {
            Assert.Contains(line, page, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Table()
    {
        yield return "| library | version | bodies | refused | bodies by rule |";
        yield return "|---|---|---:|---:|---|";
        foreach (var row in Rows.Value)
        {
            yield return Invariant($"| {row.Package} | {row.Version} | {row.Bodies:N0} | {row.Refused.Count} | {row.ByRule} |");
        }

        var (bodies, refused) = (Rows.Value.Sum(row => row.Bodies), Rows.Value.Sum(row => row.Refused.Count));
        yield return Invariant($"| **all {Rows.Value.Count}** | | **{bodies:N0}** | **{refused}** | **{(bodies - refused) / (double)bodies:P2} accepted** |");
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static List<Row> Measure()
    {
        var versions = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(version => (string)version.Attribute("Include")!, version => (string)version.Attribute("Version")!);
        // Comes with the compiler of the same version.
        versions.Add("Microsoft.CodeAnalysis.Common", versions["Microsoft.CodeAnalysis.CSharp"]);

        // Reading catalog and packages costs as much as verifying; the closure of one is the package of another.
        var modules = Packages.Select(package => package.Assembly).Distinct().AsParallel()
            .Select(Read).OfType<GuestModule>().ToDictionary(module => module.Name, StringComparer.OrdinalIgnoreCase);
        foreach (var name in modules.Values.SelectMany(Needs).Distinct().Where(name => !modules.ContainsKey(name)).ToList())
        {
            if (Read(name) is { } module)
            {
                modules.Add(name, module);
            }
        }

        return [.. Packages.AsParallel().AsOrdered().Select(package => Verify(package.Package, versions[package.Package], modules[package.Assembly], modules))];
    }

    private static Row Verify(string package, string version, GuestModule module, Dictionary<string, GuestModule> modules)
    {
        var closure = new List<GuestModule> { module };
        for (var index = 0; index < closure.Count; index++)
        {
            closure.AddRange(Needs(closure[index]).Where(name => !closure.Exists(known => known.Name == name))
                .Select(name => modules.GetValueOrDefault(name)).OfType<GuestModule>().ToList());
        }

        var context = new RuleContext(module, new AssemblyClosure(InstalledRuntime.Catalog, closure), Subjects.Script, ImageOrigin.Guest);
        var found = TypeSafeModule.Check(context, []).ToLookup(diagnostic => diagnostic.Location.Token);
        var refused = context.MethodsWithBody.Where(method => found.Contains(method.Token)).ToList();
        var byRule = refused.SelectMany(method => Rules(found[method.Token])).CountBy(rule => rule)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal).Select(rule => $"{rule.Key} {rule.Value}");
        return new Row(
            package,
            version,
            context.MethodsWithBody.Count,
            string.Join(", ", byRule),
            [.. refused.Select(method => $"{method.DeclaringType.FullName}.{method.Name}: {string.Join(' ', Rules(found[method.Token]))}")
                .Order(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Rules(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Needs(GuestModule module) =>
        module.Contents.AssemblyReferences.Items.Where(name => InstalledRuntime.Catalog.KindOf(name) is null);

    private static GuestModule? Read(string assembly)
    {
        if (new DirectoryHooks(Subjects.Packages).FindModule(assembly) is not { } image)
        {
            return null;
        }

        var read = ScreenedImage.Open(image, Limits.Default).Then(screened => ModuleReader.Read(screened, InstalledRuntime.Catalog));
        Assert.IsTrue(read.IsAccepted, Subjects.Text(read.Diagnostics));
        return read.Value;
    }

    private sealed record Row(string Package, string Version, int Bodies, string ByRule, IReadOnlyList<string> Refused);
}
