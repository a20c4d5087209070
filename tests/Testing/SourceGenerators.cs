using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RExecIL.Testing;

/// <summary>The source generators that the SDK runs for every program: regular expressions and JSON.</summary>
internal static class SourceGenerators
{
    /// <summary>What generators look for, and the assembly that each is in.</summary>
    private static readonly (string Mark, string Assembly)[] Known =
    [
        ("GeneratedRegex", "System.Text.RegularExpressions.Generator.dll"),
        ("JsonSerializable", "System.Text.Json.SourceGeneration.dll"),
    ];

    private static readonly Loader Assemblies = new();

    /// <summary>Adds what generators write for a compilation. Programs that ask for none pay nothing.</summary>
    /// <exception cref="AssertFailedException">A generator refuses the source, or the SDK is not there.</exception>
    internal static CSharpCompilation Run(CSharpCompilation compilation)
    {
        var texts = compilation.SyntaxTrees.Select(tree => tree.ToString()).ToList();
        var wanted = Known
            .Where(known => texts.Exists(text => text.Contains($"{known.Mark}(", StringComparison.Ordinal)))
            .Select(known => known.Assembly)
            .ToList();
        if (wanted.Count == 0)
        {
            return compilation;
        }

        var folder = ReferencePack.Generators ?? throw new AssertFailedException("The source generators need the SDK.");
        var generators = wanted
            .Select(assembly => new AnalyzerFileReference(Path.Combine(folder, assembly), Assemblies))
            .SelectMany(reference => reference.GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver
            .Create(generators, parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options)
            .RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var found);
        return found.All(diagnostic => diagnostic.Severity != DiagnosticSeverity.Error)
            ? (CSharpCompilation)generated
            : throw new AssertFailedException(string.Join('\n', found));
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // The generators need nothing but the compiler, which is here.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
