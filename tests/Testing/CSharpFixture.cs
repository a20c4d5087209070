using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using RExecIL.Verifier;

namespace RExecIL.Testing;

/// <summary>Compiles C# to guest images in memory, with the source generators of the SDK where the text asks for them.</summary>
public static class CSharpFixture
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Framework = new(FindFramework);

    /// <summary>The assemblies that guests are compiled against.</summary>
    public static ImmutableArray<MetadataReference> FrameworkReferences => Framework.Value;

    /// <summary>Compiles one source text. The same text gives the same bytes.</summary>
    /// <param name="source">C# of the latest version, without implicit usings.</param>
    /// <param name="name">Simple name of the assembly; symbols call the source file <c>name.cs</c>.</param>
    /// <param name="optimization">Release by default.</param>
    /// <param name="exe">A console program with an entry point, not a library.</param>
    /// <param name="allowUnsafe">Whether pointers may be written.</param>
    /// <param name="references">Assemblies besides the framework.</param>
    /// <returns>The image with its portable symbols beside it.</returns>
    /// <exception cref="AssertFailedException">The source does not compile.</exception>
    public static GuestImage Compile(
        string source,
        string name = "Guest",
        OptimizationLevel optimization = OptimizationLevel.Release,
        bool exe = false,
        bool allowUnsafe = false,
        params IEnumerable<MetadataReference> references) =>
        Compile([(name + ".cs", source)], name, optimization, exe, allowUnsafe, references);

    /// <summary>Compiles several source files into one image.</summary>
    /// <param name="sources">Name, as the symbols give it, and text of each file.</param>
    /// <param name="name">Simple name of the assembly.</param>
    /// <param name="optimization">Release by default.</param>
    /// <param name="exe">A console program with an entry point, not a library.</param>
    /// <param name="allowUnsafe">Whether pointers may be written.</param>
    /// <param name="references">Assemblies besides the framework.</param>
    /// <returns>The image with its portable symbols beside it.</returns>
    /// <exception cref="AssertFailedException">The sources do not compile.</exception>
    public static GuestImage Compile(
        IEnumerable<(string File, string Text)> sources,
        string name,
        OptimizationLevel optimization = OptimizationLevel.Release,
        bool exe = false,
        bool allowUnsafe = false,
        params IEnumerable<MetadataReference> references)
    {
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(
            SourceText.From(source.Text, Encoding.UTF8),
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
            path: source.File));
        var options = new CSharpCompilationOptions(
            exe ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: optimization,
            allowUnsafe: allowUnsafe,
            deterministic: true,
            nullableContextOptions: NullableContextOptions.Enable);
        var compilation = SourceGenerators.Run(CSharpCompilation.Create(name, trees, [.. FrameworkReferences, .. references], options));

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(
            image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        return emitted.Success
            ? new GuestImage(name + ".dll", image.ToArray(), symbols.ToArray())
            : throw new AssertFailedException(
                $"{name} does not compile:\n" +
                string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }

    /// <summary>An image as a reference for another compilation.</summary>
    public static MetadataReference ReferenceTo(GuestImage image) =>
        MetadataReference.CreateFromImage(ImmutableArray.Create(image.Bytes.Span));

    /// <summary>The assembly of a type as a reference, for host contracts.</summary>
    public static MetadataReference ReferenceTo(Type type) => MetadataReference.CreateFromFile(type.Assembly.Location);

    // Guests are compiled as the SDK compiles them, against the reference assemblies; a machine with the bare runtime
    // has only the implementation, which names some types in other assemblies.
    private static ImmutableArray<MetadataReference> FindFramework()
    {
        var references = ReferencePack.Folder;
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return [.. Directory.EnumerateFiles(references ?? runtime, "*.dll")
            .Where(file => references is not null || IsManaged(file))
            .Order(StringComparer.Ordinal)
            .Select(file => MetadataReference.CreateFromFile(file))];
    }

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var image = new System.Reflection.PortableExecutable.PEReader(stream);
        return image.HasMetadata;
    }
}
