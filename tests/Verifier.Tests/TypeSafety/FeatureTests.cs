using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RExecIL.Testing;
using RExecIL.Verifier.Rewriting;
using RExecIL.Verifier.Rules;
using RExecIL.Verifier.TypeSafety;

namespace RExecIL.Verifier.Tests.TypeSafety;

/// <summary>
/// Each file in Features holds one group of constructs of safe C#, in a namespace of the file's name. Type safety finds
/// nothing in them, as the compiler writes them for debugging and for release, nor in what the rewriter makes of them.
/// </summary>
[TestClass]
public sealed class FeatureTests
{
    private const string Usings =
        """
        global using System;
        global using System.Collections;
        global using System.Collections.Generic;
        global using System.Diagnostics.CodeAnalysis;
        global using System.Linq;
        global using System.Runtime.CompilerServices;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>The attribute asks for the compiler's unsafe option; the code itself is safe.</summary>
    private const string SkipLocalsInit = "SkipLocalsInit";

    private const string Allowed = "Allowed";
    private const string Refused = "Refused";

    /// <summary>The groups that use what the policy <c>script</c> does not allow.</summary>
    private static readonly string[] RefusedByPolicy =
    [
        "ArrayInitializers", "Async", "AsyncStreams", "Classes", "CollectionExpressions", "DefaultInterfaceMembers", "EventLoops",
        "InterpolatedStrings", "LocalFunctions", "Locks", "NullConditional", "ScopedParameters", "SpanPipelines", "StaticState", "Tuples",
        "UnscopedRefs",
    ];

    private static readonly Lazy<RuleContext[]> Debug = new(() => Build(OptimizationLevel.Debug));
    private static readonly Lazy<RuleContext[]> Release = new(() => Build(OptimizationLevel.Release));

    private static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "TypeSafety", "Features");

    private static IEnumerable<(string File, string Text)> Files =>
        Directory.EnumerateFiles(Folder, "*.cs").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file), File.ReadAllText(file)));

    [TestMethod]
    public void The_features_are_many_and_safe()
    {
        foreach (var (file, text) in Files)
        {
            var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().ToList();
            Assert.IsFalse(tokens.Exists(token => token.IsKind(SyntaxKind.UnsafeKeyword)), $"{file} is unsafe.");
        }

        Assert.IsGreaterThanOrEqualTo(70, Files.Count());
    }

    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void Safe_constructs_are_type_safe(OptimizationLevel optimization)
    {
        var images = Images(optimization);

        Assert.AreEqual("", TypeSafetyStage.Text(images.SelectMany(TypeSafetyStage.Check)));
        var bodies = CountBodies(images);
        foreach (var (file, _) in Files)
        {
            Assert.IsGreaterThan(1, bodies.GetValueOrDefault(Group(file)), $"{file} has no code in its namespace.");
        }

        Assert.IsGreaterThan(1_500, bodies.Values.Sum());
    }

    [TestMethod]
    public void The_documentation_counts_them()
    {
        var (debug, release) = (CountBodies(Debug.Value), CountBodies(Release.Value));
        var table = string.Join('\n', Files.Select(file => Group(file.File))
            .Select(group => $"| {group} | {debug.GetValueOrDefault(group)} | {release.GetValueOrDefault(group)} |")
            .Append($"| **all** | **{debug.Values.Sum()}** | **{release.Values.Sum()}** |"));

        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "type-safety-features.md"));
        Assert.IsTrue(page.Contains(table, StringComparison.Ordinal), $"The page should say:\n{table}");
    }

    [TestMethod]
    [DataRow(OptimizationLevel.Debug, false)]
    [DataRow(OptimizationLevel.Release, true)]
    public void Rewritten_they_stay_type_safe(OptimizationLevel optimization, bool metersFuel)
    {
        var rewrite = typeof(RewritingPipeline).GetMethod("Rewrite", BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var context in Images(optimization))
        {
            var stackAllocations = new List<StackAllocation>();
            _ = TypeSafeModule.Check(context, stackAllocations);
            var image = (RewrittenImage)rewrite.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [context, stackAllocations, metersFuel], null)!;
            var rewritten = TypeSafetyStage.Read(new GuestImage(image.Name, image.Bytes), ImageOrigin.Rewriter);
            Assert.AreEqual("", TypeSafetyStage.Text(TypeSafetyStage.Check(rewritten)));
        }
    }

    /// <summary>
    /// All files that the policy has no objection to, through all stages as the loader asks for it: checked, rewritten,
    /// checked again, trusted.
    /// </summary>
    [TestMethod]
    [DataRow(OptimizationLevel.Debug)]
    [DataRow(OptimizationLevel.Release)]
    public void What_the_policy_allows_is_trusted(OptimizationLevel optimization)
    {
        var allowed = Images(optimization).Single(image => image.Module.Name == Allowed).Module.Contents.Image;

        var result = TestVerifier.Script.Trust(new GuestImage(Allowed + ".dll", allowed.Bytes), _ => null);

        Assert.IsTrue(result.IsAccepted, TypeSafetyStage.Text(result.Diagnostics));
        Assert.IsGreaterThan(40, Files.Count(file => NameOf(file) == Allowed));
    }

    private static RuleContext[] Images(OptimizationLevel optimization) =>
        optimization == OptimizationLevel.Debug ? Debug.Value : Release.Value;

    private static RuleContext[] Build(OptimizationLevel optimization) =>
    [
        .. Files.GroupBy(NameOf).Select(files => TypeSafetyStage.Read(
            CSharpFixture.Compile(files.Prepend(("Usings.cs", Usings)), files.Key, optimization, allowUnsafe: files.Key == SkipLocalsInit),
            ImageOrigin.Guest)),
    ];

    /// <summary>The assembly that a file is compiled into.</summary>
    private static string NameOf((string File, string Text) file) =>
        file.Text.Contains(SkipLocalsInit, StringComparison.Ordinal) ? SkipLocalsInit
        : RefusedByPolicy.Contains(Group(file.File)) ? Refused
        : Allowed;

    private static string Group(string file) => Path.GetFileNameWithoutExtension(file);

    /// <summary>The bodies of each group, without what the compiler writes for several together.</summary>
    private static SortedDictionary<string, int> CountBodies(IEnumerable<RuleContext> images)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in images.SelectMany(image => image.MethodsWithBody).Select(method => method.DeclaringType.FullName))
        {
            if (name.Contains('.', StringComparison.Ordinal) && !name.StartsWith('<'))
            {
                var group = name.Split('.')[0];
                counts[group] = counts.GetValueOrDefault(group) + 1;
            }
        }

        return counts;
    }
}
