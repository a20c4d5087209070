using System.Reflection;
using RExecIL.Testing;
using RExecIL.Verifier.Diagnostics;

namespace RExecIL.Verifier.Tests;

/// <summary>What holds for the house as a whole.</summary>
[TestClass]
public sealed class ArchitectureTests
{
    /// <summary>Rules whose tests stand elsewhere: those on several assemblies, and those with attacks of their own in tests/Escapes.</summary>
    private static readonly string[] WithoutFixture = ["RX1001", "RX1009", "RX1010", "RX1999", "RX2010", "RX3005", "RX3029", "RX3099", "RX4001", "RX4002"];

    private static IReadOnlyList<DiagnosticDescriptor> Descriptors { get; } =
        [.. new[] { typeof(AssemblyVerifier).Assembly, typeof(Rexec).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType == typeof(DiagnosticDescriptor))
            .Select(field => (DiagnosticDescriptor)field.GetValue(null)!)];

    private static string Pages => Path.Combine(RepositoryRoot.Path, "docs", "rules");

    [TestMethod]
    public void No_id_means_two_things() =>
        CollectionAssert.AllItemsAreUnique(Descriptors.Select(descriptor => descriptor.Id).ToList());

    [TestMethod]
    public void Every_rule_has_a_page_with_its_title_and_every_page_a_rule()
    {
        var expected = Descriptors.Select(descriptor => $"# {descriptor.Id}: {descriptor.Title}")
            .Order(StringComparer.Ordinal)
            .ToList();
        var actual = Directory.EnumerateFiles(Pages, "RX*.md").Select(page => File.ReadLines(page).First())
            .Order(StringComparer.Ordinal)
            .ToList();
        CollectionAssert.AreEqual(
            expected,
            actual,
            $"Only in code:\n{string.Join('\n', expected.Except(actual))}\nOnly in docs/rules:\n{string.Join('\n', actual.Except(expected))}");
    }

    [TestMethod]
    public void Every_rule_on_metadata_policy_and_type_safety_has_a_fixture()
    {
        var fixtures = string.Concat(Directory
            .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests", "Verifier.Tests", "Rules", "Fixtures"))
            .Select(File.ReadAllText));
        var missing = Descriptors.Select(descriptor => descriptor.Id)
            .Where(id => id[2] is '1' or '2' or '3' && !WithoutFixture.Contains(id) && !fixtures.Contains(id, StringComparison.Ordinal))
            .ToList();
        Assert.IsEmpty(missing, string.Join(", ", missing));
    }

    [TestMethod]
    public void Cecil_has_one_door()
    {
        var strangers = Sources("Verifier")
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}Rewriting{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file).Contains("using Mono.Cecil", StringComparison.Ordinal))
            .ToList();
        Assert.IsEmpty(strangers, string.Join('\n', strangers));
    }

    [TestMethod]
    public void Screening_reads_bytes_by_itself()
    {
        var strangers = Sources("Verifier")
            .Where(file => file.Contains($"{Path.DirectorySeparatorChar}Images{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(file) is var text
                && (text.Contains("MetadataReader", StringComparison.Ordinal) || text.Contains("PEReader", StringComparison.Ordinal)))
            .ToList();
        Assert.IsEmpty(strangers, string.Join('\n', strangers));
    }

    [TestMethod]
    public void The_loader_takes_nothing_but_trusted_images()
    {
        var loaders = typeof(Rexec).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.Name.StartsWith("Load", StringComparison.Ordinal))
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.ParameterType)
            .Where(type => type == typeof(byte[]) || type == typeof(ReadOnlyMemory<byte>) || typeof(Stream).IsAssignableFrom(type))
            .ToList();
        Assert.IsEmpty(loaders);
        Assert.IsEmpty(typeof(TrustedImage).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
    }

    private static IEnumerable<string> Sources(string room) => Directory
        .EnumerateFiles(Path.Combine(RepositoryRoot.Path, "src", room), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
}
